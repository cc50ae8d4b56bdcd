# Sourced by the other scripts: a virtual environment in .venv with exactly the locked packages.
# Works with plain `python3 -m venv` and pip; uses uv where it is present. Nothing is done twice:
# a stamp remembers what was installed.

fail() { printf '\n%s\n' "$1" >&2; exit 2; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  fail "Python 3.11, 3.12 or 3.13 is needed and none was found. Example: PYTHON=/usr/bin/python3.11 $0"
}

# $1: runtime or dev
prepare_environment() {
  local pins="requirements/$1.txt" stamp=".venv/installed-$1" python wanted
  wanted="$(cat "$pins" pyproject.toml | cksum) $PWD"
  if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  python="$(find_python)" || exit 2
  echo "Preparing .venv ($1), once…"
  if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$pins"
    uv pip install --quiet --python .venv/bin/python --no-deps -e .
  else
    [ -x .venv/bin/python ] || "$python" -m venv .venv ||
      fail "python3 could not make a virtual environment. On Debian: apt-get install python3-venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$pins"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
  fi
  printf '%s' "$wanted" > "$stamp"
}
