#!/usr/bin/env bash
# Measures Carnet beside other stores that run in a browser; what it is told goes on to benches/peers/run.mjs.
# Their packages are installed here, in a folder of their own, and nowhere else.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
if ! cmp -s benches/peers/package-lock.json benches/peers/node_modules/.carnet-lock 2>/dev/null; then
  say "npm packages of benches/peers/package-lock.json: the stores that are measured (about a minute)"
  # No scripts of theirs are run: what is needed of them works as it is unpacked.
  (cd benches/peers && npm ci --silent --no-fund --no-audit --ignore-scripts) \
    || fail "npm ci failed in benches/peers" "Check the network and the package registry, then run this again."
  cp benches/peers/package-lock.json benches/peers/node_modules/.carnet-lock
fi
say "Carnet and the others, run after run in Chromium (hours: 1 000, 10 000 and 50 000 people; PEERS_OPTIONS='--sizes 1000 --runs 1' for less)"
# shellcheck disable=SC2086 # options are words
node benches/peers/run.mjs ${PEERS_OPTIONS:-} "$@"
