#!/usr/bin/env bash
# The whole check: style, types, contracts, every test on SQLite and PostgreSQL, the page in Chromium.
# It is what CI runs. Arguments go to pytest: ./scripts/test.sh -k refund
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/_environment.sh
. scripts/_system.sh

prepare_environment dev
need_postgresql
need_chromium

export PATH="$PWD/.venv/bin:$PATH"
ruff check .
ruff format --check .
mypy
lint-imports --no-cache
exec pytest "$@"
