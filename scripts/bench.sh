#!/usr/bin/env bash
# Measures and prints figures next to their budgets, met or not.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
say "What the first load carries (seconds)"
node scripts/size.mjs
say "Starting offline, in Chromium (about 1 minute)"
node scripts/bench.mjs
if compgen -G 'benches/*.rs' >/dev/null; then
  say "Benchmarks of the engine (3 to 10 minutes the first time)"
  cargo bench --quiet
fi
