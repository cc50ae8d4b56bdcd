"""Processes of the interpreter that is asked about, and what becomes of a question that kills one."""

import json
import os
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

import preflight
from preflight.caches.examine import Answer, Pair
from preflight.errors import UsageError

_LIBRARY = os.fspath(Path(preflight.__file__).parents[1])
# Behind the interpreter's own modules, so that nothing beside preflight can stand in their way.
_PROGRAM = "import sys; sys.path.append({!r}); from preflight.caches.worker import main; main()"
_BATCH = 100
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that is asked about."""

    python: str
    version: str
    implementation: str
    tag: str
    natives: tuple[str, ...]


def get_interpreter(asked: str) -> Interpreter:
    """Ask an interpreter about itself: a file, a virtualenv, or a command on the PATH.

    Raises UsageError with a sentence when there is none that answers.
    """
    python = os.path.join(asked, "bin", "python") if os.path.isdir(asked) else asked
    if os.path.exists(python):
        python = os.path.abspath(python)
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that the user names
            _command(python),
            input=b'{"ask": "describe"}\n',
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"the interpreter {python} cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"the interpreter {python} does not answer") from error
    try:
        facts = json.loads(done.stdout)
    except ValueError as error:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise UsageError(
            f"{python} is no Python 3.9 or later that answers: {' '.join(last) or 'it said nothing'}"
        ) from error
    return Interpreter(python=python, **{**facts, "natives": tuple(facts["natives"])})


def _command(python: str) -> list[str]:
    return [python, "-I", "-S", "-B", "-W", "ignore", "-c", _PROGRAM.format(_LIBRARY)]


class Workers:
    """Some processes that examine, started when they are needed."""

    def __init__(self, python: str, *, count: int) -> None:
        self._python = python
        self._count = count
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._started: list[_Process] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._started:
            process.stop()

    def ask(self, what: str, pairs: Iterable[Pair], **options: bool) -> Iterator[tuple[Pair, Answer]]:
        """Ask about each pair; those that are fine are left out, but where they are asked about ``alone``."""
        waiting = iter(pairs)
        batches = iter(lambda: list(islice(waiting, _BATCH)), [])
        with ThreadPoolExecutor(self._count) as pool:
            for batch, said in pool.map(lambda batch: (batch, self._ask(what, batch, options)), batches):
                yield from ((batch[index], Answer(word, evidence)) for index, word, evidence in said)

    def _ask(self, what: str, batch: Sequence[Pair], options: dict[str, bool]) -> list[tuple[int, str, str]]:
        said, death = self._put({"ask": what, "pairs": batch, **options})
        if said is not None:
            return said
        if len(batch) == 1:
            return [(0, *self._blame(batch[0], death))]
        # One of them took the process down. Each is asked about alone then, to find out which.
        return [
            (index, word, evidence)
            for index, pair in enumerate(batch)
            for _alone, word, evidence in self._ask(what, [pair], options)
        ]

    def _blame(self, pair: Pair, death: str) -> Answer:
        """Say what it was that killed: the bytecode, or compiling its source."""
        for what, kind, doing in (
            ("load", "breaks", "loading it"),
            ("compile", "unverified", "compiling its source"),
        ):
            if self._put({"ask": what, "pairs": [pair]})[0] is None:
                return Answer(kind, f"{doing} kills the interpreter ({death})")
        return Answer("breaks", f"its code is so damaged that comparing it kills the interpreter ({death})")

    def _put(self, question: dict[str, Any]) -> tuple[list[tuple[int, str, str]] | None, str]:
        """Put a question to a process that has nothing to do; without an answer, say how the process died."""
        try:
            process = self._idle.get_nowait()
        except Empty:
            process = _Process(_command(self._python))
            self._started.append(process)
        try:
            return process.ask(question), process.death
        finally:
            self._idle.put(process)


class _Process:
    """One process, started with the first question, and again when it died of one."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._running: subprocess.Popen[bytes] | None = None
        self.death = ""

    def ask(self, question: dict[str, Any]) -> list[tuple[int, str, str]] | None:
        """Put a question; nothing comes back when the process died of it."""
        if self._running is None:
            self._running = subprocess.Popen(  # noqa: S603 - the interpreter that the user names
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        assert self._running.stdin
        assert self._running.stdout
        try:
            self._running.stdin.write(json.dumps(question).encode() + b"\n")
            self._running.stdin.flush()
            line = self._running.stdout.readline()
        except BrokenPipeError:
            line = b""
        if line:
            answers: list[tuple[int, str, str]] = json.loads(line)
            return answers
        self.death = tell_death(self._running.wait())
        self.stop()
        return None

    def stop(self) -> None:
        """End the process, which happens by itself when its input ends."""
        if self._running is None:
            return
        assert self._running.stdin
        assert self._running.stdout
        with suppress(BrokenPipeError):
            self._running.stdin.close()
        self._running.stdout.close()
        self._running.wait()
        self._running = None


def tell_death(code: int) -> str:
    """Say how a process ended: by which signal, or with which exit code."""
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
