# Sourced by every script: where the caches are, which Rust is used, which tools come first on PATH.
# Nothing here installs anything; scripts/setup.sh does.

CARNET_CACHE="${CARNET_CACHE:-$HOME/.cache/carnet}"
CARNET_TOOLS="$CARNET_CACHE/tools"
export CARNET_CACHE CARNET_TOOLS
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CARNET_CACHE/target}"
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

# What is handed out names no folder of the machine it was built on. This stands in for the flags of .cargo/config.toml,
# which it repeats; a home with a space in its name keeps to those.
CARGO_CRATES="${CARGO_HOME:-$HOME/.cargo}/registry/src"
case "$CARGO_CRATES$CARGO_TARGET_DIR" in
  *[[:space:]]*) ;;
  *) export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components --remap-path-prefix=$CARGO_CRATES=crates --remap-path-prefix=$CARGO_TARGET_DIR=target" ;;
esac

WASM_TARGET=wasm32-unknown-unknown
DEBIAN_WASM_STD="/usr/lib/rustlib/$WASM_TARGET"

has_wasm_std() { # does the compiler given as $1 have a standard library for wasm?
  local sysroot
  sysroot="$("$1" --print sysroot 2>/dev/null)" || return 1
  ls "$sysroot/lib/rustlib/$WASM_TARGET/lib/"libstd-*.rlib >/dev/null 2>&1
}

# The ordinary toolchain if it has the wasm target, else the one Debian ships for building Firefox.
if ! has_wasm_std "$(command -v rustc || echo none)" && [ -x /usr/bin/rustc ] && has_wasm_std /usr/bin/rustc; then
  export PATH="/usr/bin:$PATH"
fi

# Rust from rustup brings a linker for wasm of its own; a compiler without one, Debian's for example, needs the system's.
# Asked of whichever compiler comes first on PATH now, however it came there.
wasm_linker() { # the system's linker for wasm, the newest, where the compiler in use brings none
  local sysroot found newest=""
  sysroot="$(rustc --print sysroot 2>/dev/null)" || return 0
  for found in "$sysroot"/lib/rustlib/*/bin/rust-lld; do [ ! -x "$found" ] || return 0; done
  for found in /usr/bin/wasm-ld /usr/bin/wasm-ld-*; do
    [ ! -x "$found" ] || newest="$(printf '%s\n' $newest "$found" | sort -V | tail -n 1)"
  done
  printf '%s' "$newest"
}
if [ -z "${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER:-}" ]; then
  linker="$(wasm_linker)"
  [ -z "$linker" ] || export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker"
  unset linker
fi
export PATH="$CARNET_TOOLS/bin:$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/node_modules/.bin:$PATH"

say() { printf '==> %s\n' "$*"; }
fail() { printf 'stopped: %s\n' "$1" >&2; shift; for line in "$@"; do printf '         %s\n' "$line" >&2; done; exit 1; }
