#!/usr/bin/env bash
# The long proof that nothing is lost, under 30 minutes on 2 cores; docs/reliability.md tells what it shows.
# Arguments name parts of it: ./scripts/prove.sh stateful kills processes webhooks guards
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/_environment.sh
. scripts/_system.sh

prepare_environment dev
need_postgresql

export PATH="$PWD/.venv/bin:$PATH"
export PROOF=long
PROOF_REPORT="$(mktemp)"
export PROOF_REPORT
trap 'rm -f "$PROOF_REPORT"' EXIT

[ $# -gt 0 ] || set -- kills processes stateful guards webhooks
tests=()
for part in "$@"; do
  case "$part" in
    kills) tests+=(tests/crash/test_random_kills.py) ;;
    processes) tests+=(tests/crash/test_two_processes.py) ;;
    stateful) tests+=(tests/stateful) ;;
    guards) tests+=(tests/mutations) ;;
    webhooks) tests+=(tests/doors/web/test_any_webhook.py) ;;
    *)
      echo "There is no part \"$part\". Parts: kills processes stateful guards webhooks" >&2
      exit 2
      ;;
  esac
done

status=0
pytest -q --numprocesses "${PROVE_PROCESSES:-2}" --dist load --maxschedchunk 1 "${tests[@]}" || status=$?
python scripts/tell_proof.py "$PROOF_REPORT" "$SECONDS"
exit "$status"
