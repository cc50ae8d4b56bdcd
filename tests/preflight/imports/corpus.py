"""Small trees with what importing them really does: one text file a theme in ``cases``.

# the name of the case
## a/file.py          its content follows; below ``site-packages`` it is installed, elsewhere of the tree
> import main         what is run for real, each line in an interpreter of its own
! a reason            why preflight says otherwise than the real import, where it does
= works               or: = code file:line, the error that preflight reports
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_END = re.compile(r"^= (.+)\n", re.MULTILINE)
_START = "import os, sys; sys.path[:0] = [os.getcwd()]; sys.path.append(os.path.abspath('site-packages')); "


@dataclass
class Case:
    """One small tree and what becomes of it."""

    name: str
    expected: str
    files: dict[str, str] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def works(self) -> bool:
        return self.expected == "works"

    def write(self, folder: Path) -> None:
        for path, content in self.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("latin-1" if "latin-1" in content else "utf-8"))

    def fails_for_real(self, folder: Path) -> bool:
        """Say whether one of the runs ends with an exception in a fresh interpreter."""
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        return any(
            subprocess.run(  # noqa: S603 - the cases are ours
                # Without site: no .pth file starts anything, such as the measuring of coverage.
                [sys.executable, "-I", "-S", "-c", _START + run],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=False,
            ).returncode
            for run in self.runs
        )


def read_cases() -> list[Case]:
    """Read every case of every theme."""
    return [case for file in sorted(CASES.glob("*.case")) for case in _read_file(file)]


def _read_file(file: Path) -> Iterator[Case]:
    *parts, _rest = _END.split(file.read_text(encoding="utf-8"))
    for text, expected in zip(parts[::2], parts[1::2], strict=True):
        yield _read_case(text.strip("\n"), expected.strip())


def _read_case(text: str, expected: str) -> Case:
    first, *lines = text.split("\n")
    case = Case(first.removeprefix("# "), expected)
    path = ""
    for line in lines:
        if line.startswith("## "):
            path = line.removeprefix("## ")
            case.files[path] = ""
        elif line.startswith("> ") and not line.startswith("> >"):
            case.runs.append(line.removeprefix("> "))
        elif line.startswith("! "):
            case.reason = line.removeprefix("! ")
        elif path:
            case.files[path] += f"{line}\n"
    return case
