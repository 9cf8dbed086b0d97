# make run                        opens the dashboard on what has been received, or on the invented example
# make run EXAMPLE=public-record  opens an example by name: merrowshire or public-record
# make publish OUT=public         makes the folder of the public instance; with EXAMPLE=… that of an example; BY=… names
#                                 the post of who publishes
# make backup TO=copy.tar.gz      copies everything that cannot be made again into one file; with PUBLIC=public, publications too
# make restore FROM=copy.tar.gz INTO=restored  writes it all into a new folder and verifies it there
# make check                      lint, types and the fast tests, in about a minute on two idle cores
# make test                       lint, types and the tests that end within five minutes, in a real browser
# make test-all                   lint, types and every test, most of an hour
# make bench                      measures what ends within ten minutes and writes the figures into docs/; bench-full the rest
# make lock                       compiles requirements/ from pyproject.toml; with UPGRADE=--upgrade, with the newest of the rest
# make pictures                   takes the pictures in docs/ from the running product

PYTHON ?= python3
PORT ?= 8501
EXAMPLE ?=
BIN := .venv/bin

# An example has a database of its own, so that looking at it never replaces the real one.
ifdef EXAMPLE
export TRACKER_BUILT := data/built/$(EXAMPLE)
FOLDER := data/examples/$(EXAMPLE)/received
export TRACKER_SITE ?= $(firstword $(wildcard data/examples/$(EXAMPLE)/site.toml) data/site.toml)
endif

# uv needs a tenth of pip's time. pip is asked where there is no uv, or where only pip knows the way (a mirror in its settings).
# A network may have a certificate of its own: uv believes what the machine believes.
export UV_SYSTEM_CERTS ?= 1
HASHED := --quiet --require-hashes --only-binary :all:
define install
	@{ PATH="$(BIN):$$PATH"; command -v uv >/dev/null && uv pip install --python $(BIN)/python $(HASHED) -r requirements/$(1).txt; } \
		|| $(BIN)/python -m pip install --disable-pip-version-check $(HASHED) -r requirements/$(1).txt
endef

# Pins stay as they are in dev.txt, so all locks agree. Hashes are fetched again, or an altered one would stay.
COMPILE := $(BIN)/uv pip compile --quiet --universal --custom-compile-command "make lock"
DRAFT := .venv/lock.txt
define lock
	sed -e '/--hash=/d' -e 's/ \\$$//' requirements/dev.txt > $(DRAFT)
	$(COMPILE) --generate-hashes $(2) -o $(DRAFT)
	mv $(DRAFT) requirements/$(1).txt
endef

.PHONY: run publish backup restore check test test-all lint bench bench-full lock pictures clean

run: .venv/run-installed
	@# Status 1 means that some file could not be read; the others are loaded and the page says so.
	$(BIN)/python -m loaders load $(FOLDER) || test $$? -eq 1
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

publish: .venv/publish-installed
	$(BIN)/python -m loaders load $(FOLDER) || test $$? -eq 1
	$(BIN)/python -m loaders publish $(FOLDER) --out $(or $(OUT),public) $(if $(BY),--by "$(BY)")

backup: .venv/run-installed
	$(BIN)/python -m loaders backup $(FOLDER) --to $(TO) $(if $(PUBLIC),--public $(PUBLIC))

restore: .venv/run-installed
	$(BIN)/python -m loaders restore $(FROM) --into $(INTO)

PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: lint
	$(PYTEST) --ignore tests/long -m "not slow and not hypothesis"

test: lint
	$(PYTEST) --ignore tests/long

test-all: lint
	$(PYTEST)

lint: .venv/dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev-installed
	$(BIN)/python -m benchmarks

bench-full: .venv/dev-installed
	$(BIN)/python -m benchmarks full

lock: | .venv/bin/uv
	$(call lock,dev,pyproject.toml --extra load --extra publish --group dev $(UPGRADE))
	$(call lock,publish,pyproject.toml --extra load --extra publish)
	$(call lock,run,pyproject.toml --extra load)
	$(call lock,public,pyproject.toml)
	$(call lock,uv,--group uv)
	$(COMPILE) --no-deps --no-annotate pyproject.toml --extra load -o requirements.txt

pictures: .venv/dev-installed
	PYTHONPATH=. $(BIN)/python tests/take_pictures.py

clean:
	rm -rf .venv data/built

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, found " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv

# Each lock holds the ones before it: public, run, publish, dev.
.venv/%-installed: requirements/%.txt | .venv/bin/python
	$(call install,$*)
	@touch $@

.venv/dev-installed: | .venv/bin/uv

.venv/bin/uv: | .venv/bin/python
	$(call install,uv)
