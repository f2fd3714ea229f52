#!/usr/bin/env bash
# Builds the page and the engine into dist/, ready for any static host.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
say "The page and the engine, release build (5 to 10 minutes the first time, then 1 to 2)"
# All programs in one go first: trunk asks for each at once, and then finds them built. Quiet, or each tells that it waits.
cargo build --quiet --release --locked --target "$WASM_TARGET" --bins
CARGO_TERM_QUIET=true trunk build --release --color never 2>&1 | grep -vE ' INFO | DEBUG ' || [ "${PIPESTATUS[0]}" = 0 ] \
  || fail "the build failed; the reason stands above" "Tools that are missing or too old are put right by: scripts/setup.sh build"
say "dist/ is ready; copy it to any static host, under any path"
