"""``auto-order`` as a person starts it: a process in a folder, with nothing of this machine's settings."""

import asyncio
import itertools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

# Generous: reached only when the test fails anyway, on a machine that does other things besides.
_PATIENCE_SECONDS = 120.0
_numbers = itertools.count()


class Command:
    """A command that runs. What it says goes to a file, as the log beside it."""

    def __init__(self, process: subprocess.Popen[bytes], output: Path) -> None:
        self.process = process
        self.output = output
        self._ours = psutil.Process(process.pid)

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def children(self) -> Sequence[psutil.Process]:
        return self._ours.children(recursive=True)

    async def read(self, beginning: str) -> str:
        """Wait for a line that begins so, blanks aside, and give the word after that."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                for line in self.said().splitlines():
                    if line.strip().startswith(beginning):
                        return line.strip().removeprefix(beginning).split()[0]
                assert self.process.poll() is None, self.said()
                await asyncio.sleep(0.02)

    async def wait(self) -> int:
        """Wait for the end, and give the exit code."""
        return await asyncio.to_thread(self.process.wait, _PATIENCE_SECONDS)

    async def interrupt(self) -> int:
        """Press Ctrl+C, and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return await self.wait()


@asynccontextmanager
async def running_command(
    folder: Path, *words: str, environment: Mapping[str, str] | None = None, is_measured: bool = True
) -> AsyncIterator[Command]:
    """Start ``auto-order`` with these words, and see to it that nothing of it is left in the end.

    Without ``is_measured`` what it runs does not count as covered, and it starts in half the time.
    """
    output = folder / f"output-{next(_numbers)}.txt"
    surroundings = {**bare_environment(is_measured=is_measured), **(environment or {})}
    process = _start(folder, words, surroundings, output)
    command = Command(process, output)
    left = list[psutil.Process]()
    try:
        yield command
    finally:
        if process.poll() is None:
            left = [*command.children()]
            process.kill()
        for child in left:
            child.kill()
        await asyncio.to_thread(process.wait)


def _start(
    folder: Path, words: Sequence[str], environment: Mapping[str, str], output: Path
) -> subprocess.Popen[bytes]:
    with output.open("wb") as file:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "auto_order", *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


async def run_command(
    folder: Path, *words: str, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run ``auto-order`` to its end; give its exit code and everything that it said."""
    async with running_command(folder, *words, environment=environment) as command:
        return await command.wait(), command.said()


def bare_environment(*, is_measured: bool = True) -> dict[str, str]:
    """Give what a process needs to run at all, and to be measured."""
    kept = ["PATH", "HOME", "LANG"]
    if is_measured:
        kept += ["COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"]
    return {name: os.environ[name] for name in kept if name in os.environ}


def is_listening(port: int) -> bool:
    """Say whether somebody answers at a port of this machine."""
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0
