# Everything a newcomer or CI runs. Each target makes its own virtual environment first.
VENV    ?= .venv
PYTHON  ?= python3
BIN     := $(VENV)/bin
DEMO    ?= demo
JOBS    ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs bench clean

help: ## Say what there is
	@echo "make demo    build a demonstration repository, check it, and write its quarterly paper"
	@echo "make test    run every test"
	@echo "make check   format, lint, types, imports, docs"
	@echo "make bench   measure speed against the yardstick"
	@echo "make docs    write the generated pages and schemas again"

setup: $(BIN)/.ready

$(BIN)/.ready: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: apt install python3"; exit 1; }
	@command -v git >/dev/null || { echo "git is missing: apt install git"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "venv is missing: apt install python3-venv"; exit 1; }
	@echo "Making a virtual environment in $(VENV) and installing ipcli into it (about half a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

# The default folder is ours and is made anew; one that you name yourself must be new.
demo: IPCLI = "$(abspath $(BIN))/python" -m ipcli
demo: setup ## Show what ipcli does, on Sandwell's plan
	@[ "$(DEMO)" != demo ] || rm -rf demo
	@echo "== ipcli demo $(DEMO)"; $(IPCLI) demo "$(DEMO)" >/dev/null
	@cd "$(DEMO)"; echo "== ipcli validate"; $(IPCLI) validate
	@cd "$(DEMO)"; echo "== ipcli changes since sandwell/2022-09 --until sandwell/2022-12 --plan sandwell"; \
	  $(IPCLI) changes since sandwell/2022-09 --until sandwell/2022-12 --plan sandwell
	@cd "$(DEMO)"; echo "== ipcli report --quarter 2022-23-Q3 --plan sandwell --out papers/progress.md, and .html"; \
	  $(IPCLI) report --quarter 2022-23-Q3 --plan sandwell --out papers/progress.md; \
	  $(IPCLI) report --quarter 2022-23-Q3 --plan sandwell --out papers/progress.html
	@echo
	@echo "The papers: $(DEMO)/papers/progress.md and $(DEMO)/papers/progress.html (open it in a browser)"
	@echo "Next: . $(BIN)/activate; cd $(DEMO); change a date in plans/sandwell; ipcli validate; ipcli --help"

test: setup ## Run every test
	@$(BIN)/python -m pytest -q -n $(JOBS)

check: setup ## Format, lint, types, imports, freshness of what is generated
	@echo "format";  $(BIN)/ruff format --check --quiet .
	@echo "lint";    $(BIN)/ruff check --quiet .
	@echo "types";   $(BIN)/mypy
	@echo "imports"; $(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@echo "docs";    $(BIN)/python docs/generate.py --check

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

docs: setup ## Write the generated pages and schemas
	@$(BIN)/python docs/generate.py

bench: setup ## Measure
	@$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) "$(DEMO)" build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
