# Every job has one name; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export NO_COLOR := 1
export OPENBLAS_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# The environment's own Node (a wheel) steps in only where the machine has none that is new enough.
NODE_OK := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && echo yes)
export PATH := $(if $(NODE_OK),$(PATH):$(CURDIR)/$(BIN),$(CURDIR)/$(BIN):$(PATH))

.PHONY: run test check unit js e2e bench bench-stream bench-strokes bench-learning check-models picture lock help

run: .venv/.app-ready  ## start Nudge and print its address (HOST=0.0.0.0 PORT=8080 change it)
	@$(BIN)/python -m app serve --host $(HOST) --port $(PORT)

test: check unit js e2e  ## everything: style, types, units, JavaScript, a real browser

check: .venv/.ready node_modules/.ready  ## style, types and the layers of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node node_modules/@biomejs/biome/bin/biome ci --colors=off --error-on-warnings .
	node node_modules/typescript/bin/tsc -p .

unit: .venv/.ready  ## Python tests without a browser
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report

js: .venv/.ready node_modules/.ready  ## tests of the page's pure modules
	node --test $$(find tests/js -name '*.test.js')

e2e: .venv/.ready  ## the app in a real Chromium
	@sh tests/e2e/chromium.sh
	$(BIN)/pytest -q -m e2e tests/e2e

bench: .venv-bench/.ready  ## one training step against PyTorch, JAX and the bare products
	@XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1" \
	  .venv-bench/bin/python -m benchmarks.bench_step

bench-stream: .venv/.ready  ## event loop and page while training flat out
	@sh tests/e2e/chromium.sh
	@$(BIN)/python -m benchmarks.bench_stream

bench-strokes: .venv/.app-ready  ## how many digits Strokes draws a second
	@$(BIN)/python -m benchmarks.bench_strokes

bench-learning: .venv/.app-ready  ## how well the default network learns (needs MNIST)
	@$(BIN)/python -m benchmarks.bench_learning

check-models: .venv/.app-ready  ## the shipped models on MNIST, through the API (needs MNIST)
	@$(BIN)/python -m benchmarks.check_models

picture: .venv/.ready  ## take the picture in the README
	@sh tests/e2e/chromium.sh
	$(BIN)/python -m docs.make_picture

lock: .venv/.ready  ## resolve the dependencies anew
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements-app.lock

help:  ## list the jobs
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Nudge needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.app-ready: requirements-app.lock | .venv/bin/python
	@echo "Installing Nudge (once) ..."
	@[ -e .venv/.ready ] || $(BIN)/python -m pip install -qq --require-hashes -r requirements-app.lock
	@touch $@

.venv/.ready: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@touch $@

.venv-bench/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install -qq -r benchmarks/requirements.txt
	@touch $@

node_modules/.ready: package-lock.json .venv/.ready
	npm ci --silent --no-audit --no-fund
	@touch $@
