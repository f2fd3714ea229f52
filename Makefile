# make serve   set up, build, serve on http://127.0.0.1:8080/
# make test    everything that is checked
# make build   a static dist/ for any host and any path
# make bench   sizes and times next to their budgets
# make screenshots  draws the pictures of the README anew
# make clean   takes away what was built here (tools and caches stay in ~/.cache/carnet)
# A second run installs nothing and builds only what changed.

SHELL := /bin/bash
PORT ?= 8080
ENV := source scripts/env.sh

.PHONY: serve build test bench screenshots clean

serve: build
	@$(ENV); node scripts/serve.mjs $(PORT)

build:
	@scripts/setup.sh build
	@scripts/build.sh

test:
	@scripts/setup.sh test
	@scripts/test.sh

bench: build
	@scripts/setup.sh test
	@scripts/bench.sh

screenshots: build
	@scripts/setup.sh test
	@$(ENV); node scripts/screenshots.mjs && node scripts/walkthrough.mjs

clean:
	@$(ENV); rm -rf dist test-results; if [ -f Cargo.toml ]; then cargo clean --quiet; fi
