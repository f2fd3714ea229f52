#!/usr/bin/env bash
# Opens bundles with common libraries instead of Carnet: the frozen one, one made now, and every broken one, which must fail.
#   scripts/check-bundle.sh                      the samples
#   scripts/check-bundle.sh FILE PASSPHRASE      also this file, as it is and with one bit flipped
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
python="$CARNET_CACHE/python/bin/python"
[ -x "$python" ] || fail "the Python that opens bundles is not installed" "Run scripts/setup.sh test."
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT

opens() { "$python" scripts/open-bundle.py "$1" "$2" || fail "$1 does not open"; }
refuses() {
  local said
  if said="$("$python" scripts/open-bundle.py "$1" "$2" 2>&1)"; then fail "$1 opens, but is broken"; fi
  case "$said" in *Traceback*) fail "$1 is not refused with a sentence" "$said" ;; esac
}
with_a_flipped_bit() { # in the middle of the file
  "$python" -c 'import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 1
open(sys.argv[2], "wb").write(data)' "$1" "$made/flipped.zip"
  refuses "$made/flipped.zip" "$2"
}

say "sample bundles, opened without Carnet (seconds)"
passphrase="$(cargo run --quiet --example make-bundles -- "$made/samples")"
for file in tests/vectors/bundle-v1.carnet.zip "$made/samples/fresh.carnet.zip"; do
  opens "$file" "$passphrase"
  refuses "$file" "another passphrase"
  with_a_flipped_bit "$file" "$passphrase"
done
refused=0
for file in tests/must-fail/bundle/*.carnet.zip; do
  refuses "$file" "$passphrase"
  refused=$((refused + 1))
done
if [ $# = 2 ]; then
  opens "$1" "$2"
  with_a_flipped_bit "$1" "$2"
fi
say "bundles open without Carnet; broken ones are refused"
echo "bundles: $((refused + 2)) passed, 0 failed"
