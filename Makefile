# make serve   set up, build, serve on http://127.0.0.1:8080/
# make test    everything that is checked
# make build   a static dist/ for any host and any path
# make fuzz    random hostile bundles, strangers' words and wrappings of FHIR, ten minutes each: FUZZ_SECONDS=3600 for longer
# make bench   sizes and times next to their budgets
# make bench-peers  the same work in other stores that run in a browser: docs/benchmark.md. PEERS_OPTIONS='--sizes 1000' for less
# make screenshots  draws the pictures of the README anew
# make clean   takes away what was built here (tools and caches stay in ~/.cache/carnet)
# A second run installs nothing and builds only what changed.

SHELL := /bin/bash
PORT ?= 8080
FUZZ_SECONDS ?= 600
ENV := source scripts/env.sh

.PHONY: serve build test fuzz bench bench-peers screenshots clean

serve: build
	@$(ENV); node scripts/serve.mjs $(PORT)

build:
	@scripts/setup.sh build
	@scripts/build.sh

test:
	@scripts/setup.sh test
	@scripts/test.sh

# What the tests try for a minute or two, for as long as wanted. Each prints its seeds; one that fails is tried again by it.
fuzz:
	@scripts/setup.sh build
	@$(ENV); export CARNET_FUZZ_SECONDS=$(FUZZ_SECONDS); \
	  cargo test --quiet --lib hostile_bundles -- --nocapture && \
	  cargo test --quiet --lib strangers_change_nothing -- --nocapture && \
	  cargo test --quiet --test fhir fhir_wrappings -- --nocapture

bench: build
	@scripts/setup.sh test
	@scripts/bench.sh

bench-peers: build
	@scripts/setup.sh test
	@scripts/bench-peers.sh

screenshots: build
	@scripts/setup.sh test
	@$(ENV); node scripts/screenshots.mjs && node scripts/walkthrough.mjs

clean:
	@$(ENV); rm -rf dist test-results; if [ -f Cargo.toml ]; then cargo clean --quiet; fi
