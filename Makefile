# Waymark. `make run` serves the app, `make test` passes every test; both set up what they need.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint types check browser clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: .venv/run.done build/packed.done ## Serve the app with the real dataset (PORT=8501)
	@echo "Waymark is at http://localhost:$(PORT)"
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/dev.done build/packed.done browser lint types ## Set up and pass every test, browser included
	@$(BIN)/python -m pytest -q

lint: .venv/dev.done ## Lint and format check, and what is generated is fresh
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: .venv/dev.done ## Types, strictly, on services/
	@$(BIN)/mypy --no-error-summary

check: .venv/run.done ## Check the dataset: every fault with file, line and column
	@$(BIN)/python -m services.check

clean: ## Remove what make has made
	rm -rf .venv build .mypy_cache .ruff_cache .hypothesis

# The environment: made once, renewed when the pins change.
.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Waymark needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null && rm -rf .venv && $(PYTHON) -m venv .venv; \
	  else echo "Install the venv module of $(PYTHON) (on Debian or Ubuntu: apt install python3-venv), then make again." >&2; exit 1; fi; }
	@touch $@

.venv/run.done: .venv/python.done requirements.txt
	@$(PIP) -r requirements.txt
	@touch $@

# The browser's files are compressed once, here, and never per request.
build/packed.done: .venv/run.done $(wildcard static/*.css static/*.js static/*.json web/assets.py web/bundle.py web/icons.py)
	@mkdir -p build && $(BIN)/python -m web.assets && touch $@

.venv/dev.done: .venv/run.done requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The browser tests drive the system's own Chromium; lynx reads the plain pages; pdftoppm draws the sheets.
browser:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v lynx >/dev/null || missing="$$missing lynx"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	  else echo "The tests need:$$missing (on Debian or Ubuntu: sudo apt install$$missing), then make test again." >&2; exit 1; fi; fi
