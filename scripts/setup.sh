#!/usr/bin/env bash
# Installs what a build needs and is not there yet. A second run installs nothing.
#   scripts/setup.sh build    the wasm target, trunk, wasm-bindgen, wasm-split-cli, wasm-opt
#   scripts/setup.sh test     the same, and Chromium, Playwright and the Python that checks bundles
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
want="${1:-build}"

TRUNK_VERSION=0.21.14
SPLIT_VERSION=0.2.4
BINDGEN_VERSION="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)"
[ -n "$BINDGEN_VERSION" ] || fail "Cargo.lock names no wasm-bindgen" "Restore Cargo.lock from the repository."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }

apt_install() { # reason, packages
  local reason="$1"; shift
  command -v apt-get >/dev/null || fail "cannot install $* ($reason): this system has no apt-get" \
    "Install them with your system's own package manager and run this again."
  apt_quietly update || fail "apt-get update failed; its reason stands above" "Check the network and the package sources, then run this again."
  apt_quietly install -y --no-install-recommends "$@" \
    || fail "apt-get could not install: $* ($reason); its reason stands above" "Install them by hand and run this again."
}

apt_quietly() { # tells what apt-get said only where it failed
  local said; said="$(mktemp)"
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$said" 2>&1; then rm -f "$said"; return; fi
  cat "$said" >&2; rm -f "$said"; return 1
}

debian_wasm_std() {
  say "Debian's Rust with its library source (about 2 minutes)"
  apt_install "the wasm target" rustc-web cargo-web rust-web-clippy rustfmt-web rust-web-src lld-22
  say "the standard library for wasm, built once (about 1 minute)"
  local work; work="$(mktemp -d)"
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$work/Cargo.toml"
  printf '#![no_std]\n' >"$work/src/lib.rs"
  ( cd "$work" && env -u CARGO_TARGET_DIR PATH="/usr/bin:$PATH" RUSTFLAGS=-Cembed-bitcode=yes RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      /usr/bin/cargo build --quiet --release -Zbuild-std=std,panic_abort,panic_unwind,test --target "$WASM_TARGET" )
  rm -f "$work/target/$WASM_TARGET/release/deps/"libempty-*
  as_root mkdir -p "$DEBIAN_WASM_STD/lib"
  as_root cp "$work/target/$WASM_TARGET/release/deps/"lib*.rlib "$DEBIAN_WASM_STD/lib/"
  rm -rf "$work"
}

wasm_target() {
  has_wasm_std "$(command -v rustc || echo none)" && return
  if command -v rustup >/dev/null; then
    say "wasm target from rustup (seconds)"
    timeout 120 rustup target add "$WASM_TARGET" >/dev/null 2>&1 && has_wasm_std rustc && return
    say "rustup could not fetch it; taking Debian's compiler instead"
  fi
  debian_wasm_std
}

# A compiler that cannot link is told now, and not after the tools of the build were made for a quarter of an hour.
links_wasm() {
  local needed work
  needed="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  work="$(mktemp -d)"
  mkdir -p "$work/src"
  printf '[package]\nname = "tiny"\nversion = "0.0.0"\nedition = "2024"\nrust-version = "%s"\n' "$needed" >"$work/Cargo.toml"
  printf 'fn main() { println!("linked"); }\n' >"$work/src/main.rs"
  if ! CARGO_TARGET_DIR="$work/target" cargo build --quiet --offline --manifest-path "$work/Cargo.toml" --target "$WASM_TARGET" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    rm -rf "$work"
    fail "$(rustc --version) at $(command -v rustc) cannot build a program for $WASM_TARGET; its reason stands above" \
      "Too old a compiler: rustup update stable (Rust $needed or newer is needed)." \
      "No linker: install lld, or Rust from rustup.rs, which brings one. Then run this again."
  fi
  rm -rf "$work"
}

# The tools run for seconds in a build and are built for being there soon: trunk, which only starts other programs, without
# optimisation, neither with parts that reach the network. (No package registry has them prebuilt; cargo-binstall, where it
# is there, fetches them.)
SOON=(CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false)

cargo_tool() { # command, version, how far it is optimised, flags
  local name="$1" version="$2" level="$3"; shift 3
  "$name" --version 2>/dev/null | grep -qF "$version" && return
  local crate="$name"; [ "$name" = wasm-bindgen ] && crate=wasm-bindgen-cli
  if command -v cargo-binstall >/dev/null; then
    say "$crate $version, prebuilt (seconds)"
    cargo binstall --no-confirm --root "$CARNET_TOOLS" "$crate@$version" && return
  fi
  say "$crate $version, from source (4 to 15 minutes, once)"
  env "${SOON[@]}" CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_TARGET_DIR="$CARNET_CACHE/tools-target" cargo install --quiet --root "$CARNET_TOOLS" "$crate" --version "$version" "$@" \
    || fail "cargo could not install $crate $version" "Check the network and the crate registry, then run this again."
}

# What cuts the page's program into parts (scripts/parts.mjs). It does not say its version; cargo has written it down.
split_tool() {
  [ -x "$CARNET_TOOLS/bin/wasm-split-cli" ] && grep -qF "\"wasm_split_cli_support $SPLIT_VERSION " "$CARNET_TOOLS/.crates.toml" && return
  say "wasm_split_cli_support $SPLIT_VERSION, from source (1 to 3 minutes, once)"
  env "${SOON[@]}" CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR="$CARNET_CACHE/tools-target" cargo install --quiet --root "$CARNET_TOOLS" \
    wasm_split_cli_support --version "$SPLIT_VERSION" --locked --features build-binary \
    || fail "cargo could not install wasm_split_cli_support $SPLIT_VERSION" "Check the network and the crate registry, then run this again."
}

# What compiles the parts that run on this machine: build scripts and the tools themselves.
compiler() {
  command -v cc >/dev/null && return
  say "a C compiler, which links Rust programs (1 minute)"
  apt_install "linking Rust programs" gcc libc6-dev
}

node() { # 18 or newer: wasm-opt, the browser tests and the service worker's list of files come with it
  if ! command -v npm >/dev/null; then
    say "Node.js with npm (1 to 2 minutes)"
    apt_install "wasm-opt and the browser tests" nodejs npm
  fi
  local version; version="$(command node --version)"; version="${version#v}"
  [ "${version%%.*}" -ge 18 ] || fail "Node.js $version is too old; 18 or newer is needed" "Install a newer one from nodejs.org, then run this again."
}

node_packages() {
  cmp -s package-lock.json node_modules/.carnet-lock 2>/dev/null && return
  say "npm packages of package-lock.json (seconds)"
  # Strict: a package that needs a newer Node.js than this one is refused here, not half an hour later in the tests.
  npm ci --silent --no-fund --no-audit --engine-strict \
    || fail "npm ci failed" "Check the network and the package registry, and that Node.js is 18 or newer, then run this again."
  cp package-lock.json node_modules/.carnet-lock
}

browser() {
  [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && return
  say "Chromium and its driver (about 1 minute)"
  apt_install "the browser tests" chromium chromium-driver
}

python_checks() {
  local venv="$CARNET_CACHE/python"
  cmp -s scripts/requirements.txt "$venv/.carnet-requirements" 2>/dev/null && return
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    say "Python (seconds)"
    apt_install "opening an exported bundle with common libraries" python3 python3-venv
  fi
  say "Python libraries that open a bundle independently (seconds)"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/requirements.txt \
    || fail "pip could not install scripts/requirements.txt" "Check the network and the package registry, then run this again."
  cp scripts/requirements.txt "$venv/.carnet-requirements"
}

command -v cargo >/dev/null || [ -x /usr/bin/apt-get ] || fail "Rust is not installed" "See rustup.rs, then run this again."
compiler
wasm_target
. scripts/env.sh
links_wasm
cargo_tool trunk "$TRUNK_VERSION" 0 --locked --no-default-features
cargo_tool wasm-bindgen "$BINDGEN_VERSION" 1 --no-default-features
split_tool
node
node_packages
if [ "$want" = test ]; then browser; python_checks; fi
