# make run     the environment, then the examples: what the program does, in two minutes
# make test    everything CI runs
# make proof   the long checks: many more random examples, thirty kills, Spark, the benchmark at full size, every Python
# make bench   rows a second, memory, growth, and the ratios to a bare scan and to other programs
# make docs    write the command reference and the output shown in README and docs anew
# make lock    write requirements.lock anew (UPGRADE=--upgrade takes newer versions)
# make clean   remove everything these commands have made

.DEFAULT_GOAL := help
.PHONY: help run test proof bench docs lock clean

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WHEELS := $(VENV)/wheels
UV := uv==0.13.9

usable = "$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$(usable) && echo "$$name" && break; done)

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# The environment is made once, and again when the lock or the project file changes. Every wheel is checked against the
# lock and kept, so that the packaging tests need no network.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv found; write make PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "== making $(VENV) with $(PYTHON)"
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	rm -rf $(WHEELS)
	$(BIN)/python -m pip wheel --quiet --require-hashes --wheel-dir $(WHEELS) -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-index --no-deps $(WHEELS)/*.whl
	$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	touch $(READY)

run: $(READY)
	@mkdir -p out
	@echo "== a project file with a figure, a deal and an attestation"
	$(BIN)/taxomatch classify examples/hydropower_project.yaml
	@echo "== a Chinese loan description"
	$(BIN)/taxomatch classify examples/loan_zh.txt
	@echo "== a paragraph of a bond allocation report"
	$(BIN)/taxomatch classify examples/bond_allocation.txt
	@echo "== a ledger of loans in two languages"
	$(BIN)/taxomatch batch examples/portfolio.csv -o out/portfolio.scored.csv
	@echo "== what is material about a dam, drawn"
	$(BIN)/taxomatch materiality matrix examples/materiality_dam.yaml -o out/materiality_dam.svg
	@echo "== written: out/portfolio.scored.csv, out/materiality_dam.svg"

test: $(READY)
	@echo "== style"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo "== types"
	$(BIN)/mypy
	@echo "== floors"
	$(BIN)/lint-imports
	@echo "== rules"
	$(BIN)/taxomatch rules lint
	$(BIN)/taxomatch rules test
	@echo "== behaviour"
	$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term

# Environments beside the lock: other programs to measure against, and Spark with Java of the machine. Where they cannot be
# made, what needs them is left out, and says so.
$(VENV)/bench/.ready: $(READY)
	$(BIN)/python -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet spacy==3.8.7 flashtext==2.7 click && touch $@

$(VENV)/spark/.ready: $(READY)
	$(BIN)/python -m venv $(VENV)/spark
	$(VENV)/spark/bin/python -m pip install --quiet --no-index --no-deps $(WHEELS)/*.whl
	$(VENV)/spark/bin/python -m pip install --quiet pyspark==4.3.0 "pandas>=2.2,<3" && touch $@

proof: $(READY)
	-$(MAKE) --keep-going $(VENV)/bench/.ready $(VENV)/spark/.ready
	@echo "== random examples by the thousand, thirty kills, Spark"
	$(BIN)/pytest -n 2 --dist loadgroup --hypothesis-profile=proof
	@echo "== the benchmark at full size"
	$(BIN)/python -m benchmarks --rows 40000 --rounds 5 --page docs/benchmarks.md
	@echo "== every Python found here"
	@for name in python3.11 python3.12 python3.13 python3.14; do \
		if $(usable); then tools/check_python.sh "$$name" || exit 1; else echo "$$name: not found"; fi; done

bench: $(READY)
	$(BIN)/python -m benchmarks

docs: $(READY)
	$(BIN)/python tools/make_command_reference.py
	$(BIN)/python tools/make_sector_pages.py
	$(BIN)/python tools/console_blocks.py

lock: $(READY)
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet "$(UV)"
	$(VENV)/lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE) \
		--group pyproject.toml:dev --group pyproject.toml:build pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) out dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
