"""How long `preflight caches` takes for 10,000 bytecode files: `python -m bench.caches [FILES]`.

The files are modules of the standard library, copied and compiled. A look is quick or thorough; one is taken
at a copy that kept all times, as an image has it: there no history proves anything. The CPU time is that of
all processes together, and the one to compare between runs.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from shutil import copyfile, copytree
from typing import NamedTuple

FILES = 10_000
_IN_A_FOLDER = 100
_LARGEST_BYTES = 20_000


def lay_out(root: Path, count: int) -> None:
    """Fill a tree with modules, and compile them a moment after they were written."""
    sources = [file for file in Path(os.__file__).parent.rglob("*.py") if _is_ordinary(file)]
    for number, source in enumerate(islice(cycle(sorted(sources)), count)):
        folder = root / f"package{number // _IN_A_FOLDER}"
        folder.mkdir(parents=True, exist_ok=True)
        copyfile(source, folder / f"module{number}.py")
    time.sleep(2)
    compileall.compile_dir(root, quiet=2)


def _is_ordinary(file: Path) -> bool:
    is_broken = "test" in file.parts or "lib2to3" in file.parts or "site-packages" in file.parts
    return not is_broken and file.stat().st_size < _LARGEST_BYTES


class Figure(NamedTuple):
    """What one look came to."""

    seconds: float
    cpu_seconds: float
    megabytes: int
    found: str


def measure(root: Path, *options: str) -> Figure:
    """Take a look in a process of its own."""
    command = [sys.executable, "-m", "preflight", "caches", "--json", *options, str(root)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout
        counts = json.load(process.stdout)["counts"]
        _number, _status, usage = os.wait4(process.pid, 0)
    return Figure(
        time.perf_counter() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss // 1024,
        f"{counts['fine']} fine, {counts['errors']} errors",
    )


def look(root: Path) -> Iterator[tuple[str, Sequence[str], Path]]:
    """Go over the looks to take."""
    yield "quick", (), root
    yield "quick, again", (), root
    yield "thorough", ("--thorough",), root
    yield "copied", (), Path(copytree(root, root.with_name("copied")))


def main() -> None:
    """Measure and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tree"
        lay_out(root, count)
        print(f"{count} files, Python {sys.version.split()[0]}, {os.cpu_count()} cores")  # noqa: T201 - the table
        for name, options, where in look(root):
            figure = measure(where, *options)
            print(  # noqa: T201 - as above
                f"{name:<14}{figure.seconds:6.2f} s {figure.cpu_seconds:6.2f} s CPU"
                f"{figure.megabytes:5} MB  {figure.found}"
            )


if __name__ == "__main__":
    main()
