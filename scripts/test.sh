#!/usr/bin/env bash
# Everything that is checked, in order. A step that fails does not stop the next ones, so that one run tells all;
# the last lines count what ran. Logs of each step: test-results/logs.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"
logs=test-results/logs
rm -rf test-results && mkdir -p "$logs"
broken=()

step() { # log name, what it does and how long it takes, command...
  local name="$1" title="$2" from=$SECONDS; shift 2
  say "$title"
  if "$@" 2>&1 </dev/null | tee "$logs/$name.log"; then
    printf '    done in %d s\n' $((SECONDS - from))
  else
    broken+=("$name"); printf '    FAILED after %d s: %s\n' $((SECONDS - from)) "$title"
  fi
}

in_chromium() { # cargo arguments: their #[wasm_bindgen_test]s run in headless Chromium, as webdriver.json says
  CHROMEDRIVER="${CHROMEDRIVER:-/usr/bin/chromedriver}" WASM_BINDGEN_TEST_TIMEOUT=300 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test --target "$WASM_TARGET" "$@"
}

# Tests inside the library run in a dedicated worker, where the engine lives; tests/wasm_*.rs choose for themselves.
wasm_tests() {
  in_chromium --lib || return
  local file
  for file in tests/wasm_*.rs; do
    [ -e "$file" ] || continue
    file="${file##*/}"; in_chromium --test "${file%.rs}" || return
  done
}

# Only printed: a ratio of a busy machine says nothing that could fail, nor does a browser that cannot be measured.
slice() {
  node benches/peers/run.mjs --quick || echo "    The slice could not be measured; nothing else depends on it."
}

step format "Formatting (seconds)" cargo fmt --check
step clippy-host "Lints, for this machine (1 to 3 minutes the first time)" cargo clippy --quiet --all-targets -- -D warnings
step clippy-wasm "Lints, for the browser (1 to 3 minutes the first time)" cargo clippy --quiet --target "$WASM_TARGET" --lib --bins -- -D warnings
step native "Tests of everything below the page (2 to 5 minutes the first time)" cargo test --quiet
step wasm "Tests inside Chromium (2 to 5 minutes the first time)" wasm_tests
step build "The built page" scripts/build.sh
step size "What is loaded, next to its budgets (seconds)" node scripts/size.mjs
step slice "Beside the limit written by hand, a small slice, ratios only (2 minutes at most)" slice
step journeys "Journeys: what people do, in Chromium, the server stopped after the first load (15 to 30 minutes)" node tests/journeys/run.mjs
if [ -f scripts/open-bundle.py ]; then
  step bundles "Bundles the journeys exported, opened by common Python libraries (seconds)" scripts/check-bundles.sh
  step samples "Sample bundles opened, broken ones refused, by the same libraries (1 minute)" scripts/check-bundle.sh
fi

node scripts/count.mjs "$logs" "${broken[@]}"
