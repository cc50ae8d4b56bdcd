"""The last step: the project's entry points are imported for real, each in a process of its own.

Where one fails, or bytecode is bad, it is imported once more as if the tree had no bytecode. What comes of
both says whether a cache is the cause: nothing else is to be believed about that.
"""

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from preflight.caches.workers import tell_death
from preflight.checklist.settings import Settings

_PROGRAM = Path(__file__).with_name("start.py")


@dataclass(frozen=True, slots=True)
class Failure:
    """How an import failed. ``frames`` are files and lines, innermost last; ``place`` is the project's."""

    kind: str
    text: str
    place: tuple[str, int]
    module: str = ""
    file: str = ""
    frames: Sequence[tuple[str, int]] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}" if self.text else self.kind


@dataclass(frozen=True, slots=True)
class Start:
    """What came of importing an entry point, with the tree's bytecode and, where that was tried, without."""

    entry: str
    failure: Failure | None
    stderr: str
    was_tried_without: bool = False
    failure_without: Failure | None = None

    @property
    def is_due_to_bytecode(self) -> bool:
        return self.was_tried_without and (self.failure is None) != (self.failure_without is None)


@dataclass(frozen=True, slots=True)
class Starter:
    """Imports entry points of a project with one interpreter."""

    settings: Settings
    python: str
    leftovers: Sequence[str] = ()
    has_bad_bytecode: bool = False

    def try_all(self) -> Iterator[Start]:
        """Import each entry point."""
        for entry in self.settings.entry_points:
            failure, stderr = self._import(entry, without="")
            if failure is None and not self.has_bad_bytecode:
                yield Start(entry, None, stderr)
                continue
            failure_without, stderr_without = self._import(entry, without=os.path.abspath(self.settings.root))
            yield Start(
                entry,
                failure,
                stderr if failure else stderr_without,
                was_tried_without=True,
                failure_without=failure_without,
            )

    def _import(self, entry: str, *, without: str) -> tuple[Failure | None, str]:
        with tempfile.TemporaryDirectory(prefix="preflight-") as folder:
            answer = os.path.join(folder, "answer")
            options = {"answer": answer, "without": without, "leftovers": list(self.leftovers)}
            program = _PROGRAM.read_text(encoding="utf-8")
            code, stderr = self._run([self.python, "-B", "-c", program, entry, json.dumps(options)], folder)
            if code is None:
                text = f"the import did not end within {self.settings.patience:g} seconds"
                return Failure("Timeout", text, (self.settings.file, 0)), stderr
            return self._read_answer(answer, code), stderr

    def _run(self, command: Sequence[str], folder: str) -> tuple[int | None, str]:
        """Run to the end, or to the end of our patience: then it is killed with all that it started."""
        path = os.pathsep.join([*self.settings.roots, *filter(None, [os.environ.get("PYTHONPATH")])])
        with open(os.path.join(folder, "stderr"), "w+b") as stderr:
            process = subprocess.Popen(  # noqa: S603 - the interpreter that the user names
                command,
                cwd=self.settings.root,
                env={**os.environ, **({"PYTHONPATH": path} if path else {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                start_new_session=True,
            )
            try:
                code: int | None = process.wait(self.settings.patience)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                code = None
            stderr.seek(0)
            return code, stderr.read().decode(errors="backslashreplace")

    def _read_answer(self, answer: str, code: int) -> Failure | None:
        try:
            told = json.loads(Path(answer).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            text = f"the import ended the process ({tell_death(code)})"
            return Failure("Death", text, (self.settings.file, 0))
        if told is None:
            return None
        frames = [(file, line) for file, line in told.pop("frames")]
        own = [frame for frame in frames if self._is_own(frame[0])]
        return Failure(**told, frames=frames, place=own[-1] if own else (self.settings.file, 0))

    def _is_own(self, file: str) -> bool:
        return file.startswith(os.path.join(self.settings.root, "")) and "site-packages" not in file
