# One command each, the same here and in continuous integration. Each brings what it needs and is
# quick when nothing changed.

PYTHON ?= python3
export PYTHON
SHELL := /bin/bash
STAMP := .venv/.stamp
TESTS := unit spec generative packs acceptance docs architecture web browser

.DEFAULT_GOAL := help
.PHONY: help .venv demo serve test test-long check fix bench docs lock lock-upgrade clean

help: ## list these commands
	@grep -hE '^[a-z.][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z.-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'
	@echo "  make test-KIND     one kind of tests: $(TESTS)"

.venv: $(STAMP) ## set up; the command is then .venv/bin/sixpoint
	@:

$(STAMP): requirements.lock requirements-uv.lock pyproject.toml hatch_build.py
	@bash scripts/set-up.sh

demo: $(STAMP) ## inspect an invented partnership, from its records to the report
	@bash scripts/system-packages.sh pdf
	@bash scripts/demo.sh

test: $(STAMP) ## what must hold on every commit (under 20 minutes)
	@bash scripts/test.sh $(TESTS)

test-long: $(STAMP) ## kills, big data, second engines (under 50 minutes)
	@bash scripts/test.sh long

test-%: $(STAMP)
	@[[ " $(TESTS) long " == *" $* "* ]] || { echo "No kind of tests is called '$*'. Kinds: $(TESTS) long" >&2; exit 3; }
	@bash scripts/test.sh $*

serve: $(STAMP) ## open the web workspace of the demo: both sides, invented people
	@bash scripts/assets.sh
	@.venv/bin/python -m sixpoint_web.demo build/workspace

check: $(STAMP) ## format, lint, types, imports, lock, packs
	@bash scripts/check.sh

fix: $(STAMP) ## mend what can be mended without thought: format and lint
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: $(STAMP) ## time each step at 10, 30 and 100 thousand children
	@.venv/bin/python benchmarks/run.py --date "$$(date +%F)"

docs: $(STAMP) ## make docs/reference anew from the code and the packs
	@.venv/bin/python -m scripts.reference

lock: $(STAMP) ## compile the locks anew from pyproject.toml (needs the network)
	@.venv/bin/python scripts/lock.py
	@$(MAKE) --no-print-directory .venv

lock-upgrade: $(STAMP) ## the same, taking the newest versions allowed
	@.venv/bin/python scripts/lock.py --upgrade
	@$(MAKE) --no-print-directory .venv

clean: ## remove everything that can be made again, set-up included
	@rm -rf build dist .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
