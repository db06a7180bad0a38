# Waymark. `make demo` and `make test` are the two commands of the README; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SWIFT ?= swift
DEMO_STORE ?= .waymark/demo.sqlite
SEED ?= 2013
RELEASE_FLAGS := -c release --static-swift-stdlib --product waymark
SWIFT_SOURCES := Package.swift Sources Plugins Tests BuildSupport Benchmarks

FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= yaml cel matches deadlines tables definitions json

.PHONY: help demo test reference build format lint bench fuzz oracle system-libraries sample-data clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-18s %s\n", $$1, $$2 }'

demo: build ## Run a quarter of assurance for 211 fictional CCGs on the embedded store
	@.build/release/waymark demo --store sqlite:$(DEMO_STORE) --seed $(SEED)

test: system-libraries ## Run every check
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test
	BuildSupport/reference-pages.sh --check

reference: ## Write the reference pages of the documentation again
	$(SWIFT) build
	BuildSupport/reference-pages.sh

build: system-libraries ## Build the program for use
	$(SWIFT) build $(RELEASE_FLAGS)

format: ## Format the sources
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## Check the format of the sources
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)

bench: system-libraries ## Measure W1 to W4, W6 and expressions beside SQLite, libyaml and cel-cpp
	WAYMARK_BENCHMARKS=1 $(SWIFT) build -c release --static-swift-stdlib --product waymark-bench
	@python=$$(BuildSupport/cel-oracle/environment.sh); \
	if [ -n "$$python" ]; then \
	    $$python BuildSupport/cel-oracle/time.py > .build/cel-times.jsonl && export WAYMARK_CEL_TIMES=.build/cel-times.jsonl; \
	fi; \
	.build/release/waymark-bench $(BENCH_FLAGS)

fuzz: system-libraries ## Try every reader with random input, FUZZ_SECONDS each; findings go to .build/fuzz
	WAYMARK_FUZZ=1 $(SWIFT) build -c release --sanitize fuzzer --product waymark-fuzz --scratch-path .build-fuzz
	@BuildSupport/fuzz.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)

oracle: ## Compare expressions with Google's implementation (from PyPI, into a throw-away environment)
	@BuildSupport/cel-oracle/compare.sh

sample-data: ## Write the fictional register and data of Config again
	$(SWIFT) run sampledata Config

system-libraries:
	@BuildSupport/system-libraries.sh

clean: ## Remove what was built and the demo's store
	rm -rf .build .waymark
