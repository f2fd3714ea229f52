#!/usr/bin/env bash
# Opens every bundle the journeys exported (test-results/bundles/*.carnet.zip, its passphrase beside it in
# *.carnet.zip.passphrase) with scripts/open-bundle.py, which verifies every signature, chain and digest.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
passed=0 failed=0
for bundle in test-results/bundles/*.carnet.zip; do
  [ -e "$bundle" ] || { echo "no journey exported a bundle"; failed=1; break; }
  if "$CARNET_CACHE/python/bin/python" scripts/open-bundle.py "$bundle" "$(cat "$bundle.passphrase")"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "not opened: $bundle"
  fi
done
echo "bundles: $passed passed, $failed failed"
[ "$failed" = 0 ]
