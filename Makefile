# make demo       the bot in a pretend world: one address to open in a browser
# make check      lint, format, types, direction of imports
# make test       every test; COVERAGE=1 measures coverage and holds its thresholds
# make bench      how fast taps are answered, the clockwork with a million mailboxes, and broadcasts, each figure beside its limit; takes half an hour
# make chaos     the crash harness: three seeds on SQLite and three on PostgreSQL, with thousands of updates and kills
# make chaos-mutants  ways of getting it wrong, each of which the harness has to notice
# make pictures   the pictures of the README, from the real page; needs Chromium and a font of emoji
# make screens    docs/screens.html, everything that is said on one page; a test holds it up to date
# make lock       resolve requirements/*.txt again (UPGRADE=--upgrade takes newer releases)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
# Tests wait more than they compute: two workers a core.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(8, 2 * (os.cpu_count() or 1)))')
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help demo install check format test bench chaos chaos-mutants pictures screens lock clean

help:
	@sed -n 's/^# \(make.*\)/\1/p' Makefile

demo: $(VENV)/.base
	@$(BIN)/python -m bot demo

install: $(VENV)/.dev

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# COVERAGE=1 measures too, and holds the thresholds; it takes half as long again.
test: $(VENV)/.dev
ifneq ($(strip $(TESTS)),)
	$(BIN)/python -m pytest $(TESTS)
else ifndef COVERAGE
	$(BIN)/python -m pytest -n $(WORKERS)
else
	@$(BIN)/coverage erase
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=
	@echo "Branch coverage of the domain (at least 95 %):"
	@$(BIN)/coverage report --include='domain/*' --fail-under=95
	@echo "Branch coverage of everything (at least 85 %):"
	@$(BIN)/coverage report --fail-under=85
endif

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

# CHAOS takes what `python -m tests.chaos` does: CHAOS='sqlite --seed 7'.
chaos: $(VENV)/.dev
	$(BIN)/python -m tests.chaos $(CHAOS)

chaos-mutants: $(VENV)/.dev
	$(BIN)/python -m tests.chaos --mutants

pictures: $(VENV)/.dev
	$(BIN)/python -m docs.make_pictures

screens: $(VENV)/.dev
	$(BIN)/python -m docs.make_screens

# No host and no path gets into these files; tests/house keeps it so.
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --no-strip-extras --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

lock: $(VENV)/.dev
	$(COMPILE) pyproject.toml requirements/build.in --output-file requirements/base.txt
	$(COMPILE) pyproject.toml requirements/build.in --constraint requirements/base.txt \
		--extra postgres --output-file requirements/postgres.txt
	$(COMPILE) pyproject.toml requirements/build.in --constraint requirements/postgres.txt \
		--extra postgres --extra dev --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) *.egg-info build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find bot domain storage tests -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment, two stamps: the demo installs what the bot needs, everything else adds the tools.
$(VENV)/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not one: set PYTHON, as in 'make PYTHON=python3.12 demo'." >&2; exit 1; }
	@echo "Installing the bot into $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP_INSTALL) --require-hashes -r requirements/base.txt
	@$(PIP_INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@echo "Installing the tools into $(VENV) ..." >&2
	@$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
