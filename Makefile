# make run      installs what is missing, builds, and opens the window (or does the first audit in the terminal)
# make test     installs what tests need and runs everything that CI runs
# make bench    measures; never a test
# make package  builds the installer for this system
# make bindings writes the TypeScript types of the window's commands anew
# make documents writes docs/rules.md and docs/cli.md anew

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# What is fetched and built for every checkout on this machine stands here; CI builds here too, so that a fresh clone
# does not compile the world again.
PROVOST_CACHE ?= $(HOME)/.cache/provost
export PROVOST_CACHE
ifneq ($(CI),)
CARGO_TARGET_DIR ?= $(PROVOST_CACHE)/target
endif
CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR

debug := $(CARGO_TARGET_DIR)/debug
everything := --locked --workspace --features provost-desktop/custom-protocol

.PHONY: run build test lint test-ui test-rust ui bench package bindings documents icons packages-run packages-test postgres postgres-tests migrations-tests

run: packages-run build
	scripts/run "$(debug)"

build: postgres ui
	cargo build --locked -p provost-cli -p provost-desktop --features provost-desktop/custom-protocol

test: packages-test
	$(MAKE) postgres postgres-tests migrations-tests lint test-ui test-rust
	@echo "Everything passed."

lint: ui
	cargo fmt --all --check
	cargo clippy $(everything) --all-targets -- -D warnings
	cd ui && npm run check

test-ui: ui
	cd ui && npm test

# One selection of crates and features for all, so that nothing is compiled twice. The programs are built first: the
# tests start them. Two tests at once: more than two cores can carry makes no test better.
test-rust: ui postgres-tests migrations-tests
	cargo build $(everything)
	cargo test $(everything) -- --test-threads 2

bench: postgres-tests
	cargo bench --locked -p provost-postgres --bench catalog
	cargo bench --locked -p provost-postgres --bench packs
	cargo bench --locked -p provost-postgres --bench comparison
	cargo bench --locked -p provost-postgres --bench metrics
	cargo bench --locked -p provost-core --bench drift
	cargo bench --locked -p provost-plots --bench plots

package: packages-run postgres ui
	scripts/package

bindings:
	PROVOST_WRITE_BINDINGS=1 cargo test --locked -p provost-desktop --test bindings

documents:
	cargo run --locked -p provost-cli -- rules --format markdown > docs/rules.md
	PROVOST_WRITE_DOCS=1 cargo test --locked -p provost-cli

icons:
	scripts/icons

ui: ui/dist/index.html

ui/node_modules/.package-lock.json: ui/package-lock.json
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(shell find ui/src ui/index.html ui/vite.config.ts -type f 2>/dev/null)
	cd ui && npm run build
	@touch $@

packages-run:
	scripts/packages run

packages-test:
	scripts/packages test

postgres:
	scripts/fetch-postgres

postgres-tests:
	scripts/fetch-postgres --tests

migrations-tests:
	scripts/fetch-migrations
