#!/usr/bin/env bash
# Is this checkout safe to start? Repairs bad bytecode on the way, changes nothing else, and ends with a verdict.
# Safe in production and to repeat. The same as `preflight all --fix`; see docs/preflight.md.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
[ -x "$python" ] || python="$(command -v "${PYTHON:-python3}")" || {
  echo "Python 3.11 or later is needed and none was found. Example: PYTHON=/usr/bin/python3.11 $0" >&2
  exit 2
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "$python is not Python 3.11 or later. Example: PYTHON=/usr/bin/python3.11 $0" >&2
  exit 2
}
exec "$python" -B -c 'import sys; sys.path.insert(0, "src"); from preflight.cli import main; sys.exit(main())' \
  all --fix "$@"
