# Everything a person runs here; each recipe makes the environment it needs.
VENV := .venv
PYTHON ?= python3.11
BIN := $(VENV)/bin

.PHONY: try test check bench load run fix clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

try: $(VENV)/ready  ## a chat page in the browser, no token needed
	$(BIN)/congvu try

run: $(VENV)/ready  ## the real bot (CONGVU_BOT_TOKEN)
	$(BIN)/congvu run

test: $(VENV)/ready  ## each file of tests in one of two processes
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready  ## the figures of docs/bench; BENCH="--sets law75k" those over 75,870 articles
	$(BIN)/python -m tests.bench $(BENCH)

load: $(VENV)/ready  ## the real bot under load; LOAD="--burst 500" and the like choose what
	$(BIN)/python -m tests.load $(LOAD)

clean:
	rm -rf $(VENV)
