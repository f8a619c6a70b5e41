# From a bare checkout: `make demo` shows the program, `make test` proves it. See README.md.

python := .venv/bin/python
KOMMUN ?= aneby
export KOMMUN
UV ?= uv
compile := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: demo test check bench proof pages weights lock ready-to-run ready-to-test

demo: ready-to-run
	@.venv/bin/kanalkoll demo

test: ready-to-test
	@$(python) scripts/test.py

check: ready-to-test
	@$(python) scripts/check.py

bench: ready-to-test
	@$(python) -m bench

# The record of which tests prove which clauses, shipped with the package and compared in CI.
proof: ready-to-test
	@$(python) -m pytest -n 2 --write-proof
	@$(python) scripts/generate.py

# docs/reference, written from what the code itself knows.
pages: ready-to-test
	@$(python) scripts/generate.py

# What words weigh, fitted anew to the labelled comments; takes some minutes.
weights: ready-to-test
	@$(python) -m bench.language.fitting

# New versions of what we depend on, with their hashes; `make lock upgrade=--upgrade` takes the newest.
lock:
	$(compile) $(upgrade) --group build --output-file requirements/base.txt
	$(compile) $(upgrade) --group build --group dev --constraint requirements/base.txt \
		--output-file requirements/dev.txt

ready-to-run:
	@python3 scripts/prepare.py run

ready-to-test:
	@python3 scripts/prepare.py test
