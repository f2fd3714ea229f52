#!/usr/bin/env bash
# Measures and prints figures next to their budgets, met or not.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
say "What is loaded: to the first screen, ready to work offline, each program (seconds)"
node scripts/size.mjs
say "Starting offline, in Chromium (about 1 minute)"
node scripts/bench.mjs
people="${PEOPLE:-50000}"
say "A clinic of $people made-up people, signed chart by chart (2 to 6 minutes)"
clinic="$(mktemp -d)"
trap 'rm -rf "$clinic"' EXIT
passphrase="$(cargo run --quiet --release --example make-clinic -- "$clinic" "$people")"
say "The same clinic in Chromium: import, unlock, search, sign (10 to 30 minutes)"
node scripts/bench-clinic.mjs "$clinic" "$passphrase"
if compgen -G 'benches/*.rs' >/dev/null; then
  say "Benchmarks of the engine (3 to 10 minutes the first time)"
  cargo bench --quiet
fi
