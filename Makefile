# Hallway. `make` alone lists the targets; each installs what it needs first.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
WORKERS ?= 2
PORT ?= 8000
# The tool and the sandbox LMS are two origins of one server.
ADDRESSES := HALLWAY_BASE_URL=$${HALLWAY_BASE_URL:-http://localhost:$(PORT)} \
	HALLWAY_SANDBOX_URL=$${HALLWAY_SANDBOX_URL:-http://127.0.0.1:$(PORT)}
DEMO := HALLWAY_SANDBOX=1 HALLWAY_ALLOW_PRIVATE_ADDRESSES=1

.PHONY: help install analytics run demo test test-lti-next check conformance bench format migration test-needs

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .venv/installed ## Make .venv and install the locked dependencies and the hallway command

run: install ## Serve on http://127.0.0.1:8000 (or PORT=…), with a store and a key made at the first run
	@$(ADDRESSES) $(BIN)/hallway setup
	@$(ADDRESSES) exec $(BIN)/hallway serve --port $(PORT)

demo: install ## The same with a year of an association's learning and a sandbox LMS to launch from
	@$(ADDRESSES) $(DEMO) $(BIN)/hallway demo
	@$(ADDRESSES) $(DEMO) exec $(BIN)/hallway serve --port $(PORT)

test: .venv/installed-dev test-needs ## Run all tests; installs PostgreSQL and Chromium where they are missing
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

test-lti-next: build/venv-next/installed test-needs ## Run the LTI tests with pylti1p3next in the place of PyLTI1p3
	@build/venv-next/bin/python -m pytest -n $(WORKERS) tests/lti tests/unit/lti_tool

check: .venv/installed-dev ## Formatter, linter, types, import contracts and the fast tests; under a minute
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n $(WORKERS) tests/unit tests/architecture

conformance: .venv/installed-dev test-needs ## Run the official xAPI suite in LRS_SUITE for both versions on both databases
	@$(BIN)/python -m tests.conformance.run

bench: .venv/installed-dev test-needs ## Measure the record store beside what this machine can do (ONLY="batches queries", SIZE=large)
	@$(BIN)/python -m bench.run $(if $(ONLY),--only $(ONLY)) $(if $(filter large,$(SIZE)),--large) $(if $(SECONDS),--seconds $(SECONDS)) \
		$(if $(ENDPOINT),--endpoint $(ENDPOINT) --key $(KEY) --secret $(SECRET) $(if $(PID),--pid $(PID)))

analytics: install ## Install what exports as Parquet need
	@$(PIP) install --require-hashes -r requirements-analytics.lock

format: .venv/installed-dev ## Format the code and fix what the linter can fix
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

migration: .venv/installed-dev ## Write the migration that the tables lack: make migration NAME=what_changed
	@$(BIN)/hallway migrate --write $(NAME)
	@$(BIN)/ruff format -q lrs/migrations

test-needs: .venv/installed-dev
	@.ci/test-needs

.venv/bin/python:
	@PYTHON=$(PYTHON) .ci/make-venv

.venv/installed: requirements.lock requirements-build.lock | .venv/bin/python
	@echo "Installing the locked dependencies into .venv"
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/installed-dev: requirements-dev.lock | .venv/installed
	@echo "Installing the locked tools for development into .venv"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# pip of .venv fills the other environment, which may have none of its own.
build/venv-next/installed: requirements-dev.lock tests/lti/next.lock | .venv/installed-dev
	@echo "Installing the locked dependencies into build/venv-next, with pylti1p3next in the place of PyLTI1p3"
	@$(BIN)/python -m venv --clear --without-pip build/venv-next
	@$(PIP) --python build/venv-next install --require-hashes -r requirements-build.lock
	@$(PIP) --python build/venv-next install --require-hashes -r requirements-dev.lock
	@$(PIP) --python build/venv-next uninstall -y PyLTI1p3
	@$(PIP) --python build/venv-next install --no-deps --require-hashes -r tests/lti/next.lock
	@touch $@
