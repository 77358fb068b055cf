# Every target does its own set-up; once done it costs nothing.
# ARGS goes to the command behind the target, as in: make run ARGS='--data /tmp/vault'

.PHONY: run test tour bench lint setup-run setup-test
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory

DIR ?= build/tour
ARGS ?=
JOBS ?= 2

run: setup-run
	@packaging/run.sh $(ARGS)

test: setup-test
	@JOBS=$(JOBS) packaging/check.sh $(ARGS)

tour: setup-run
	@packaging/tour.sh "$(DIR)" $(ARGS)

bench: setup-test
	@PYTHONPATH=tests .venv/bin/python -m bench.run $(ARGS)

lint: setup-test
	@.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/mypy

setup-run:
	@packaging/setup.sh run

setup-test:
	@packaging/setup.sh test
