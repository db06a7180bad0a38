# Waymark. `make demo` and `make test` are the two commands of the README; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SWIFT ?= swift
DEMO_STORE ?= .waymark/demo.sqlite
SEED ?= 2013
RELEASE_FLAGS := -c release --static-swift-stdlib --product waymark
SWIFT_SOURCES := Package.swift Sources Plugins Tests BuildSupport Benchmarks

# How many random nets `make test` has pm4py judge, where it can be had; `make oracle` has it judge thousands.
SOUNDNESS_SAMPLE ?= 300

FUZZ_SECONDS ?= 60
# `fuzzer address` finds misuse of memory and leaks too, at about half the speed.
FUZZ_SANITIZERS ?= fuzzer
FUZZ_TARGETS ?= yaml cel matches deadlines recurrences tables definitions json schedules behaviours

.PHONY: help demo test reference build format lint bench fuzz fuzz-corpus fuzz-build oracle system-libraries sample-data clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-18s %s\n", $$1, $$2 }'

demo: build ## Run a quarter of assurance for 211 fictional CCGs on the embedded store
	@.build/release/waymark demo --store sqlite:$(DEMO_STORE) --seed $(SEED)

test: system-libraries ## Run every check
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test
	BuildSupport/reference-pages.sh --check
	Tests/Oracles/soundness.sh $(SOUNDNESS_SAMPLE)

reference: ## Write the reference pages of the documentation again
	$(SWIFT) build
	BuildSupport/reference-pages.sh

build: system-libraries ## Build the program for use
	$(SWIFT) build $(RELEASE_FLAGS)

format: ## Format the sources
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## Check the format of the sources
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)

bench: system-libraries ## Measure W1 to W4, W6, a simulated year and expressions beside SQLite, libyaml and cel-cpp
	WAYMARK_BENCHMARKS=1 $(SWIFT) build -c release --static-swift-stdlib --product waymark-bench
	@python=$$(BuildSupport/cel-oracle/environment.sh); \
	if [ -n "$$python" ]; then \
	    $$python BuildSupport/cel-oracle/time.py > .build/cel-times.jsonl && export WAYMARK_CEL_TIMES=.build/cel-times.jsonl; \
	fi; \
	.build/release/waymark-bench $(BENCH_FLAGS)

fuzz: fuzz-build ## Try every reader with random input, FUZZ_SECONDS each; findings go to .build-fuzz/findings
	@BuildSupport/fuzz.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)

fuzz-corpus: fuzz-build ## Take what fuzzing has found out into the corpus that the tests replay
	@BuildSupport/fuzz-corpus.sh $(FUZZ_TARGETS)

fuzz-build: system-libraries
	WAYMARK_FUZZ=1 $(SWIFT) build -c release $(addprefix --sanitize ,$(FUZZ_SANITIZERS)) --product waymark-fuzz \
	    --scratch-path .build-fuzz

oracle: ## Ask others (PyPI's, in throw-away environments): expressions, soundness, BPMN, the schema, feeds
	@BuildSupport/cel-oracle/compare.sh
	@Tests/Oracles/soundness.sh
	@Tests/Oracles/bpmn.sh
	@Tests/Oracles/schema.sh
	@Tests/Oracles/feed.sh

sample-data: ## Write the fictional register and data of Config again
	$(SWIFT) run sampledata Config

system-libraries:
	@BuildSupport/system-libraries.sh

clean: ## Remove what was built and the demo's store
	rm -rf .build .waymark
