# make run                        opens the dashboard on what has been received, or on the invented example
# make run EXAMPLE=public-record  opens an example by name: merrowshire or public-record
# make publish OUT=public         makes the folder of the public instance; with EXAMPLE=… that of an example
# make test                       lint and every test
# make pictures                   takes the pictures in docs/ from the running product

PYTHON ?= python3
PORT ?= 8501
EXAMPLE ?=
BIN := .venv/bin

# An example has a database of its own, so that looking at it never replaces the real one.
ifdef EXAMPLE
export TRACKER_BUILT := data/built/$(EXAMPLE)
FOLDER := data/examples/$(EXAMPLE)/received
endif

.PHONY: run publish test pictures clean

run: .venv/run-installed
	@# Status 1 means that some file could not be read; the others are loaded and the page says so.
	$(BIN)/python -m loaders $(FOLDER) || test $$? -eq 1
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

publish: .venv/publish-installed
	$(BIN)/python -m loaders $(FOLDER) || test $$? -eq 1
	$(BIN)/python -m loaders publish $(FOLDER) --out $(or $(OUT),public)

test: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n auto --dist loadfile

pictures: .venv/test-installed
	PYTHONPATH=. $(BIN)/python tests/take_pictures.py

clean:
	rm -rf .venv data/built

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, found " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv

.venv/run-installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/publish-installed: requirements.txt requirements-publish.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-publish.txt
	@touch $@ .venv/run-installed

.venv/test-installed: requirements.txt requirements-publish.txt requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run-installed
