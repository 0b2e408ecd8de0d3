# Python >= 3.11 and make are all this needs. `make help` lists the targets.
PYTHON ?= python3
VENV ?= .venv

BIN := $(VENV)/bin
PY := $(BIN)/python
# Stamps live in the environment they speak of, so that deleting it deletes them too.
STAMP := $(VENV)/stamps
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
# Hashed pins, and wheels only: nothing is compiled or run at installation.
INSTALL_PINNED := $(INSTALL) --require-hashes --only-binary :all:
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make requirements"

# One process more than two cores: tests wait for pages, other processes and the compiler of the next one. A module stays
# in one process, with its service; services come first, so that what is short and alone fills the end.
SPREAD := -n 3 --dist loadfile --no-loadscope-reorder

# What runs side by side is told one after the other, where make can do that.
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# A second environment that holds the wheel and what it needs, nothing else.
SMOKE := build/wheel-env
# What the pages are built from; node_modules is what building installs.
PAGES := $(shell find api/web/app -name node_modules -prune -o -type f ! -name openapi.d.ts -print)

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format bench check docs-check pages-check wheel-check requirements clean
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(STAMP)/run ## Create the environment in .venv and install what running needs

demo: $(STAMP)/run ## Plan a day of the default shop and serve it on loopback (ctrl-c ends it)
	$(BIN)/heijunka demo

test: $(STAMP)/test ## Run the tests
	$(PY) -m pytest $(SPREAD) $(PYTEST_ARGS)

lint: $(STAMP)/dev ## Check style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)/dev ## Sort imports and format the code
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

bench: $(STAMP)/dev ## Measure build, construct, improve and referee on small days
	$(PY) -m pytest benchmarks --benchmark-only $(PYTEST_ARGS)

# The wheel's demo compiles the search on one core: what does not need it runs on the other. Everything is installed
# before, as two installations at once would fall over each other.
check: $(STAMP)/dev $(STAMP)/node ## Lint, freshness of generated documents, pages, and the wheel in an empty environment
	$(MAKE) --no-print-directory --jobs 2 $(TOGETHER) wheel-check lint docs-check pages-check

docs-check: $(STAMP)/run
	$(PY) -m api.contract --check

pages-check: $(STAMP)/node ## Check types and style of the pages
	$(PY) hatch_build.py --check

wheel-check: $(STAMP)/build $(STAMP)/pages $(SMOKE)/stamps
	rm -rf dist
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	$(SMOKE)/bin/python -m pip install --quiet --no-deps --no-index --force-reinstall dist/heijunka-*.whl
	$(SMOKE)/bin/python -m pip check
	rm -rf $(SMOKE)/demo
	cd $(SMOKE) && bin/heijunka demo --once --no-browser --time-limit 3 --port 0 --data demo

requirements: requirements/build.in requirements/pages.in pyproject.toml ## Recompile the pinned requirements (needs uv; UPGRADE=--upgrade moves the pins)
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml --group test -c requirements/dev.txt -o requirements/test.txt
	$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	$(COMPILE) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	$(COMPILE) requirements/pages.in -c requirements/dev.txt -o requirements/pages.txt

clean: ## Remove the environment, caches and built files
	rm -rf api/web/app/node_modules api/web/static/app
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Heijunka needs Python 3.11 or later: make PYTHON=python3.13 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMP)
	@touch $@

$(SMOKE)/stamps: requirements/run.txt
	rm -rf $(SMOKE)
	$(PYTHON) -m venv $(SMOKE)
	$(SMOKE)/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --only-binary :all: -r $<
	@touch $@

$(STAMP)/build: requirements/build.txt $(STAMP)/venv
	$(INSTALL_PINNED) -r $<
	@touch $@

# Node, to build and check the pages with: installed only when that is to be done.
$(STAMP)/node: requirements/pages.txt $(STAMP)/build
	$(INSTALL_PINNED) -r $<
	@touch $@

$(STAMP)/pages: hatch_build.py $(PAGES) | $(STAMP)/build
	@$(PY) hatch_build.py --is-fresh || { $(MAKE) --no-print-directory $(STAMP)/node && $(PY) hatch_build.py; }
	@touch $@

# The pages stand in the tree: an editable installation serves them as they are there.
$(STAMP)/run: requirements/run.txt pyproject.toml $(STAMP)/build | $(STAMP)/pages
	$(INSTALL_PINNED) -r $<
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP)/test: requirements/test.txt $(STAMP)/run
	$(INSTALL_PINNED) -r $<
	@touch $@

$(STAMP)/dev: requirements/dev.txt $(STAMP)/test
	$(INSTALL_PINNED) -r $<
	@touch $@
