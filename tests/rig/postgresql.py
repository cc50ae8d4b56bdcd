"""A private PostgreSQL for one test run: started on a socket in a temporary folder, removed at the end.

Root may not run ``initdb`` and ``postgres``: there it runs as user postgres or nobody. Nothing is kept, so it
never waits for a disk.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL

_START_SECONDS = 60.0
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
}


class PostgresqlMissingError(Exception):
    """No PostgreSQL server programs are installed here."""


@contextmanager
def running_cluster() -> Iterator[URL]:
    """Start a cluster and give the URL of its database ``postgres``; the role is its superuser."""
    programs = _find_programs()
    folder = Path(tempfile.mkdtemp(prefix="auto-order-pg-"))
    try:
        as_user = _choose_user(folder)
        _initialise(programs, folder, as_user)
        server = _start(programs, folder, as_user)
        try:
            _wait_until_ready(server, folder)
            yield URL.create(
                "postgresql+asyncpg", username="postgres", database="postgres", query={"host": str(folder)}
            )
        finally:
            # At once and without a last checkpoint: the folder is thrown away.
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=_START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path:
    """Find the folder of ``initdb`` and ``postgres``, the newest that is installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve()] if on_path else []
    found += sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]), reverse=True
    )
    for initdb in found:
        if (initdb.parent / "postgres").exists():
            return initdb.parent
    raise PostgresqlMissingError(
        "PostgreSQL is not installed: sudo apt-get install postgresql, or set TEST_DATABASE_URL"
    )


def _choose_user(folder: Path) -> dict[str, Any]:
    """Say as whom to run, as arguments for subprocess, and give that user the folder."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--no-sync"]
    command += ["-A", "trust", "-E", "UTF8", "--locale=C"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **as_user)  # noqa: S603 - our own command
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _start(programs: Path, folder: Path, as_user: dict[str, Any]) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    for name, value in _OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    if setpriv := shutil.which("setpriv"):
        # If the test run is killed, its server must not stay behind.
        command = [setpriv, "--pdeathsig", "INT", *command]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **as_user)  # noqa: S603 - our own command


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait as ``pg_ctl -w`` does: the last line of the pid file says whether connections are taken."""
    pid_file = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.01)
    server.kill()
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
