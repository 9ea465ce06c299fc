# Everything a newcomer types. `make` alone lists it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
APP    := $(VENV)/.app
DEV    := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help run test coverage lint format browser signin bench pictures house lock audit

help: ## List these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Loadlens needs Python 3.11 or newer: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(APP): $(BIN)/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): $(BIN)/python requirements.txt requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(APP) ## Set up and open the app (http://127.0.0.1:8501)
	$(BIN)/python -m streamlit run streamlit_app.py --server.headless false

test: $(DEV) ## Set up and run all tests; those in a browser where Chromium is installed
	$(BIN)/python -m pytest -n 2 --dist loadfile

coverage: $(DEV) ## Measure how much of lib the tests reach, those in a browser left out; under 95 % it fails
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore tests/browser \
		--cov --cov-report term-missing:skip-covered --cov-fail-under 95

lint: $(DEV) ## Check style and layers
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

format: $(DEV) ## Format the code
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

browser: $(DEV) ## Run the journeys in Chromium alone
	$(BIN)/python -m pytest tests/browser

signin: $(DEV) ## Try the sign-in with npm's oidc-provider (needs node and npm)
	npm install --silent --no-audit --no-fund --prefix $(VENV)/oidc oidc-provider@9
	LOADLENS_OIDC_PROVIDER=$(CURDIR)/$(VENV)/oidc $(BIN)/python -m pytest tests/browser/test_sign_in.py

bench: $(DEV) ## Measure what is claimed about speed and recovery
	for script in benchmarks/*.py; do $(BIN)/python $$script; done

house: $(DEV) ## Measure the rooms: lines, circles, imports, size
	$(BIN)/python benchmarks/house.py

pictures: $(DEV) ## Take the README's pictures of the running app anew
	$(BIN)/python docs/take_pictures.py

lock: $(BIN)/python ## Pin what a server installs: the newest that the requirements allow, with digests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --output-file requirements.lock requirements-signin.txt

audit: $(BIN)/python ## Ask osv.dev what is known against the pinned packages; says so where it cannot be reached
	@if $(BIN)/python -c 'import socket; socket.create_connection(("api.osv.dev", 443), 10)' 2>/dev/null; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit && \
		$(BIN)/pip-audit --strict --vulnerability-service osv --require-hashes --disable-pip -r requirements.lock; \
	else echo "Not audited: api.osv.dev cannot be reached from here."; fi
