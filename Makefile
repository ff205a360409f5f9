# Everything a person does with this repository. `make` alone lists it.
# Needs Python 3.11 or newer; everything else is installed into .venv.

PYTHON ?= python3
ARGS ?=

# Four, of which two may have a browser, which mostly waits (tests/conftest.py).
TEST_PROCESSES := --numprocesses 4 --dist loadfile --no-loadscope-reorder

# What imports no whole file and starts no process: that is in tests/integration.
FAST_TESTS := tests/unit tests/queries tests/contract

# Where a mistake lets somebody see or lose something, nine branches of ten are tried.
COVERED := regulars/app/*,regulars/auth/*,regulars/web/auth/*,regulars/identity/*,regulars/intake/*
COVERED := $(COVERED),regulars/records/*,regulars/facts/outlook/*
COVERED_PERCENT := 90

VENV := .venv
BIN := $(VENV)/bin
# Stamps live inside the environment: deleting it forgets what was installed in it.
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
# Of each package the very bytes that were tested, or none.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# For every system, and every Python from the oldest that runs this.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help run test test-fast coverage mutants security lint advisories lock format bench rows screenshots \
	docs sample clean

help: ## List what make can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  Options for a command go into ARGS: make test ARGS="tests/unit -k cadence"'
	@echo '  Another Python: make run PYTHON=python3.12'

run: $(RUNTIME) ## Start the dashboard and print its address
	@$(BIN)/python -m regulars serve $(ARGS)

test: $(DEV) ## Run every test, the browser's included
	@$(BIN)/python scripts/proxies.py
	@chromium="$$($(BIN)/python scripts/chromium.py)" \
		&& CHROMIUM="$$chromium" $(BIN)/python -m pytest $(TEST_PROCESSES) $(ARGS)

test-fast: $(DEV) ## Run the tests that a change of one module needs: no browser, no server
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(FAST_TESTS) $(ARGS)

coverage: ARGS += --cov=regulars --cov-branch --cov-report=term:skip-covered
coverage: test ## Run every test and say which branches none of them took
	@echo "Of the packages that must not go unseen:"
	@$(BIN)/coverage report --include='$(COVERED)' --skip-covered --fail-under=$(COVERED_PERCENT)

mutants: $(DEV) ## See which small changes no test notices: make mutants ARGS='regulars.records.regular_rule*'
	@$(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

security: $(DEV) ## Attack a running server; write docs/security-tests.md from what it says
	@chromium="$$($(BIN)/python scripts/chromium.py)" \
		&& CHROMIUM="$$chromium" ATTACKS=write $(BIN)/python -m pytest tests/hostile $(ARGS)

lint: $(DEV) ## Check style, types, SQL and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 0 queries regulars/store/migrations \
		regulars/store/schema.sql
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/advisories.py

advisories: $(DEV) ## Ask whether a weakness is known in what the lock files name
	@$(BIN)/python scripts/advisories.py

# --no-annotate: a line less for each package, and the direct ones stand in requirements*.txt.
lock: $(DEV) ## Write the lock files anew from requirements*.txt; ARGS=--upgrade takes newer ones
	$(LOCK) requirements.txt --output-file requirements.lock $(ARGS)
	$(LOCK) requirements-dev.txt --constraints requirements.lock \
		--output-file requirements-dev.lock $(ARGS)

format: $(DEV) ## Put the Python into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## Measure what it costs, beside what one would run instead
	@$(BIN)/python -m bench $(ARGS)

screenshots: $(DEV) ## Draw docs/screenshots/ anew from the sample
	@chromium="$$($(BIN)/python scripts/chromium.py)" \
		&& CHROMIUM="$$chromium" $(BIN)/python scripts/screenshots.py $(ARGS)

docs: $(RUNTIME) ## Write docs/metrics.md and docs/formats.md from the headers of the SQL
	@$(BIN)/python scripts/docs.py $(ARGS)

rows: $(RUNTIME) ## Write the types of the questions' rows, regulars/app/rows/
	@$(BIN)/python scripts/rows.py $(ARGS)

sample: $(RUNTIME) ## Write the samples' exports anew
	@$(BIN)/python sample_data/make_sample.py $(ARGS)

clean: ## Remove caches and test leftovers; .venv and data/ stay
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache mutants test-results
	find . -path ./$(VENV) -prune -o -path ./data -prune -o -type d -name __pycache__ \
		-exec rm -rf {} +

# pip is the last thing that venv installs: an environment cut short is made again.
$(BIN)/pip:
	@command -v "$(PYTHON)" > /dev/null || { \
		echo "Python was not found as '$(PYTHON)'. Install Python 3.11 or newer," >&2; \
		echo "or say where it is: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	@"$(PYTHON)" scripts/venv.py $(VENV)

$(RUNTIME): requirements.lock | $(BIN)/pip
	@echo "Installing what Regulars runs on (about a minute the first time) ..." >&2
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(BIN)/pip
	@echo "Installing what the tests and checks need (about a minute the first time) ..." >&2
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@
