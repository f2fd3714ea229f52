#!/usr/bin/env bash
# Runs the two commands of the README where nothing is installed: in a Debian 12 with make, git and certificates, made
# for this in a folder of its own. Needs root, debootstrap and a network; takes about 4 GB and, on two cores, an hour.
#   scripts/bare-root.sh debian           without Rust: scripts/setup.sh takes Debian's
#   scripts/bare-root.sh rustup           with the Rust of the rustup found here
#   scripts/bare-root.sh debian serve     the first command alone
#   scripts/bare-root.sh debian test      the second alone
# What is committed is what is tried. The folder is BARE_ROOT, or a new one under /var/tmp; it is left for a second look.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-}"; which="${2:-both}"
case "$kind-$which" in
  debian-both|debian-serve|debian-test|rustup-both|rustup-serve|rustup-test) ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "This makes a Debian system in a folder, which needs root." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }

root="${BARE_ROOT:-$(mktemp -d /var/tmp/carnet-bare-root.XXXX)}"
home=/root
say() { printf '==> %s\n' "$*"; }
inside() { # a command line, run in the new system as root, with nothing of this one's environment
  local path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  [ "$kind" = debian ] || path="$home/.cargo/bin:$path"
  chroot "$root" /usr/bin/env -i HOME=/root PATH="$path" LANG=C.UTF-8 /bin/bash -c "$1"
}

if [ ! -e "$root/etc/debian_version" ]; then
  say "Debian 12 with make, git and certificates, in $root"
  debootstrap --variant=minbase --include=make,git,ca-certificates bookworm "$root" >/dev/null
fi
# How this machine reaches the network: names, certificates, and what its package manager was told of mirrors.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
cp /etc/apt/sources.list.d/*.sources "$root/etc/apt/sources.list.d/" 2>/dev/null && rm -f "$root/etc/apt/sources.list"
for told in /etc/apt/apt.conf.d/99*; do [ ! -e "$told" ] || cp "$told" "$root/etc/apt/apt.conf.d/"; done
if [ "$kind" = rustup ]; then
  rustup_home="${RUSTUP_HOME:-$HOME/.rustup}" cargo_home="${CARGO_HOME:-$HOME/.cargo}"
  [ -x "$cargo_home/bin/rustup" ] || { echo "There is no rustup in $cargo_home." >&2; exit 1; }
  mkdir -p "$root$home/.cargo/bin"
  cp -a "$cargo_home/bin/." "$root$home/.cargo/bin/"
  [ -e "$root$home/.rustup" ] || cp -a "$rustup_home" "$root$home/.rustup"
  # The target is what setup has to bring.
  inside "rustup target remove wasm32-unknown-unknown >/dev/null 2>&1 || true"
fi

mounted=()
leave() { local at; for at in "${mounted[@]}"; do umount -l "$at" || true; done; }
trap leave EXIT
for at in proc sys dev dev/pts dev/shm; do
  mkdir -p "$root/$at"
  mountpoint -q "$root/$at" && continue
  mount --bind "/$at" "$root/$at"; mounted=("$root/$at" "${mounted[@]}")
done

rm -rf "$root/root/carnet"
git clone --quiet . "$root/root/carnet"
git -C "$root/root/carnet" remote remove origin
inside "make --version | head -n 1; git --version; command -v cargo rustc node cc python3 chromium || true"

timed() { # what, command line
  local from=$SECONDS outcome=ok
  say "$1"
  inside "cd /root/carnet && $2" || outcome=FAILED
  say "$1: $outcome after $(((SECONDS - from) / 60)) min $(((SECONDS - from) % 60)) s"
  [ "$outcome" = ok ]
}

# `make serve` stays until it is stopped; here it is asked for its page once, with the policy that goes with it.
serves='set -m; make serve PORT=18080 & server=$!
  for _ in $(seq 7200); do
    kill -0 $server 2>/dev/null || exit 1
    (exec 3<>/dev/tcp/127.0.0.1/18080) 2>/dev/null && break
    sleep 1
  done
  exec 3<>/dev/tcp/127.0.0.1/18080
  printf "GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n" >&3
  answer=$(cat <&3)
  kill -- -$server; wait $server 2>/dev/null
  grep -qi "^content-security-policy" <<<"$answer" && grep -q carnet-build <<<"$answer" && echo "the page answered, with its policy"'

[ "$which" = test ] || timed "make serve, with $kind" "$serves"
[ "$which" = serve ] || timed "make test, with $kind" "make test"
