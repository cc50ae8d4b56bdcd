"""Starting a program as a process of its own and seeing to it that it ends, with what it had to say."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE = 30  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_sandbox_process(log: Path, *options: str) -> Iterator[str]:
    """Run `python -m auto_order_sandbox`; gives its base URL."""
    arguments = ("-m", "auto_order_sandbox", "--port", "0", *options)
    environment = dict(os.environ)
    with (
        log.open("w") as said,
        _running(arguments, subprocess.PIPE, said, environment, signal.SIGTERM) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "Sandbox ready: " in line, log.read_text()
        yield line.split()[-1].rstrip("/")


@contextmanager
def running_script(script: Path, log: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run a Python script. What it says goes into the log; its lines are not counted as covered or not.

    It is killed at the end: how the programs of others stop, and how long that takes, is not our affair.
    """
    variables = _without_coverage() | environment
    with log.open("w") as said, _running((str(script),), said, said, variables, signal.SIGKILL) as process:
        yield process


def _without_coverage() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


@contextmanager
def _running(
    arguments: tuple[str, ...],
    out: IO[str] | int,
    said: IO[str],
    environment: dict[str, str],
    end: signal.Signals,
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(  # noqa: S603 - our own programs
        (sys.executable, *arguments),
        stdout=out,
        stderr=said,
        text=True,
        env={"PYTHONUNBUFFERED": "1", **environment},
    )
    try:
        yield process
    finally:
        process.send_signal(end)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        if process.stdout is not None:
            process.stdout.close()
