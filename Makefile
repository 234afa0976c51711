# Two commands do all: `make up` runs the product, `make test` passes the tests.
.DEFAULT_GOAL := help
BIN := .venv/bin
PORT ?= 8000

help: ## What there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup:
	@python3 tools/bootstrap.py

up: setup ## Set up, fill the demonstration network once, serve http://127.0.0.1:8000
	@$(BIN)/jejaring up --demo --port $(PORT)

test: setup ## Set up and run every test; DATABASE_URL=postgres://... runs them on PostgreSQL
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest -n 2 --durations=10 -m "not journey"
	@$(BIN)/python -m pytest -n 2 -m journey

check: setup ## Format, lint, floors, types, migrations, catalogues, docs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/python -m django makemigrations --check --dry-run --settings jejaring.config.settings
	@$(BIN)/python tools/catalogue.py check
	@$(BIN)/python -m pytest -q tests/architecture

format: setup ## Put format and lint right
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup ## Measure; figures as ratios to a bare limit in the same run
	@$(BIN)/python -m bench

messages: setup ## Add new messages to the catalogues
	@$(BIN)/python tools/catalogue.py update

lock: setup ## Renew requirements.lock
	@uv=$$(command -v uv || echo .tools/bin/uv); $$uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header -q -o requirements.lock

pictures: setup ## Make the pictures of the README and the guide again
	@$(BIN)/python tools/pictures.py

.PHONY: help setup up test check format bench messages lock pictures
