# make demo: from nothing to records; make test: from nothing to green; make check: lint, types, tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: soak demo test check lint types slow wheel clean bench

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/wiretrace demo --output demo-out

test: $(STAMP)
	$(BIN)/python -m pytest

slow: $(STAMP)
	$(BIN)/python -m pytest -m slow --ignore=tests/pipeline/state --ignore=tests/pipeline/test_stream.py

# kills at random moments, portions in many orders, live folders: half an hour and more, by hand or nightly
soak: $(STAMP)
	$(BIN)/python -m pytest -m slow tests/pipeline/state tests/pipeline/test_stream.py

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

check: lint types test

# speed, memory and scaling on this machine, with ratios from one run; DATATROVE=path/to/python of an environment with datatrove, TEXT_DEDUP=… of one with text-dedup
bench: $(STAMP)
	$(BIN)/python -m benchmarks.kernel
	$(BIN)/python -m benchmarks.normalize
	$(BIN)/python -m benchmarks.scaling --json benchmarks/results/scaling.json
	-$(BIN)/python -m benchmarks.plot
	$(BIN)/python -m benchmarks.rivals_speed $(if $(DATATROVE),--datatrove-python $(DATATROVE)) $(if $(TEXT_DEDUP),--text-dedup-python $(TEXT_DEDUP)) --json benchmarks/results/rivals_speed.json

wheel: $(STAMP)
	$(BIN)/python -m build --wheel --outdir dist

clean:
	rm -rf $(VENV) build dist demo-out *.egg-info
