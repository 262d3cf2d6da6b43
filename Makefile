# Two commands to begin with: `make demo` shows what Muster does, `make test` runs every check. Both set up .venv first.
# Another Python: make demo PYTHON=python3.12

BIN := .venv/bin
export PYTHON

.PHONY: help demo test format docs bench lock scores notebook clean setup setup-estimate setup-dev

help:
	@echo "make demo     read the example reports into out/, estimate, look ahead, and write a brief"
	@echo "make test     every check: format, lint, types, import rules, documentation, tests"
	@echo "make format   put the code into its format"
	@echo "make docs     the documentation as pages, in site/, and what of it is written from the code"
	@echo "make bench    how fast it is (by hand, some minutes)"
	@echo "make scores   measure the reader: how sure it may be of each rule, and the figures in README.md"
	@echo "make notebook run the notebook in examples/ anew and keep what it gives (some minutes)"
	@echo "make lock     the locks anew from pyproject.toml (needs uv)"
	@echo "make clean    remove what these made, .venv included"

setup:
	@sh tools/setup.sh requirements.lock

setup-estimate:
	@sh tools/setup.sh requirements-estimate.lock requirements.lock

setup-dev:
	@sh tools/setup.sh requirements-dev.lock

demo: setup-estimate
	@$(BIN)/python tools/demo.py

test: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(MAKE) --no-print-directory docs
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup-dev
	$(BIN)/python -m sphinx -q -n -W --keep-going -b html docs site

bench: setup-dev
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

scores: setup-dev
	$(BIN)/python tools/learn.py
	$(BIN)/python tools/certainty.py
	$(BIN)/python tools/scores.py

notebook: setup-dev
	$(BIN)/python tools/notebook.py

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

lock:
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --extra estimate --group build -c requirements.lock -o requirements-estimate.lock
	$(LOCK) pyproject.toml --extra estimate --extra notebook --extra pdf --group build --group dev -c requirements-estimate.lock -o requirements-dev.lock

clean:
	rm -rf .venv out site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
