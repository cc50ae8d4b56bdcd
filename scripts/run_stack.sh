#!/usr/bin/env bash
# Run the shop. Without TELEGRAM_BOT_TOKEN: the sandbox, a whole shop with a chat in the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/_environment.sh
. scripts/_env_file.sh

prepare_environment runtime

if has_bot_token; then
  exec .venv/bin/auto-order run "$@"
else
  exec .venv/bin/auto-order sandbox "$@"
fi
