#!/usr/bin/env bash
# The whole check: style, types, contracts, every test on SQLite and PostgreSQL, the page in Chromium, coverage.
# It is what CI runs. Arguments go to pytest, and then only tests are run: ./scripts/test.sh -k refund
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/_environment.sh
. scripts/_system.sh

prepare_environment dev
need_postgresql
need_chromium

export PATH="$PWD/.venv/bin:$PATH"
if [ $# -gt 0 ]; then
  exec pytest "$@"
fi

step() { printf '\n== %s\n' "$1"; }

step "Style"
ruff check .
ruff format --check .
step "Types"
mypy
step "Contracts between rooms"
lint-imports --no-cache
step "Imports"
python scripts/check_imports.py --quiet
step "Tests"
# One more than there are cores: at any time somebody waits for a lease or a page.
cores="$(getconf _NPROCESSORS_ONLN)"
coverage erase
coverage run -m pytest --numprocesses "${TEST_PROCESSES:-$((cores < 8 ? cores + 1 : 8))}" --dist loadgroup
step "Coverage"
coverage combine --quiet
coverage json --quiet -o .coverage.json
python scripts/coverage_floors.py .coverage.json
