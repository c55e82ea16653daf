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

.PHONY: run build test lint unit real ui bench package bindings documents icons packages-run packages-test postgres postgres-tests

run: packages-run build
	scripts/run "$(debug)"

build: postgres ui
	cargo build --locked -p provost-cli -p provost-desktop --features provost-desktop/custom-protocol

test: packages-test
	$(MAKE) postgres postgres-tests lint unit build real
	@echo "Everything passed."

lint: ui
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets --features provost-desktop/custom-protocol -- -D warnings
	cd ui && npm run check

unit: ui
	cd ui && npm test
	cargo test --locked --workspace --exclude provost-tests --features provost-desktop/custom-protocol
	cargo test --locked -p provost-tests --test house

# Real servers, poolers, keyrings and windows. Two at once: more than two cores can carry makes no test better.
real: build postgres-tests
	cargo test --locked -p provost-tests -- --test-threads 2

bench: postgres-tests
	cargo bench --locked -p provost-postgres --bench catalog

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
