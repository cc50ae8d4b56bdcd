"""How long imports take to check, beside other tools and real imports: `python -m bench.preflight [DIR]`.

Two trees are made, of 50 and 1,000 modules: packages that import each other, the standard library and Rich.
The other tools are installed into a throwaway virtual environment, or into DIR to be kept for the next time.
Each runs in a process of its own; CPU seconds are those of all its processes, and the ones to compare. The
megabytes are those of its largest process.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

SIZES = (50, 1000)
TOOLS = ("ty", "pyrefly", "pylint", "ruff", "rich")
_IN_A_PACKAGE = 25
_STANDARD = (
    "json",
    "re",
    "logging",
    "dataclasses",
    "pathlib",
    "asyncio",
    "decimal",
    "datetime",
    "enum",
    "typing",
)
# A cache is believed when the files are older than this.
_SETTLED_SECONDS = 2.5
_COMMANDS: Mapping[str, Sequence[str]] = {
    "import for real": ("{python}", "-B", "-c", "import all_of_it"),
    "ty": ("{bin}/ty", "check", "--quiet", "--python", "{python}", "."),
    "pyrefly": ("{bin}/pyrefly", "check", "--python-interpreter-path", "{python}", "."),
    "pylint, errors only": ("{bin}/pylint", "--errors-only", "--recursive=y", "--jobs=2", "."),
    "ruff, F": ("{bin}/ruff", "check", "--no-cache", "--select", "F", "."),
}


class Figure(NamedTuple):
    """What one run came to."""

    seconds: float
    cpu_seconds: float
    megabytes: float


def lay_out(root: Path, count: int) -> None:
    """Make a project: each package uses the ones before it."""
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "bench"\nversion = "1"\n')
    names = []
    for number in range(count - 1 - count // _IN_A_PACKAGE):
        package = root / f"package{number // _IN_A_PACKAGE}"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / f"module{number}.py").write_text(_write_module(number))
        names.append(f"{package.name}.module{number}")
    (root / "all_of_it.py").write_text("".join(f"import {name}\n" for name in names))


def _write_module(number: int) -> str:
    before = [other for other in (number - 1, number - 7, number - 40) if other >= 0]
    imports = [
        f"from package{other // _IN_A_PACKAGE}.module{other} import Thing{other}, make{other}"
        for other in before
    ]
    standard = [f"import {_STANDARD[(number + step) % len(_STANDARD)]}" for step in range(3)]
    methods = "".join(
        f"    def method{step}(self, value: int = {step}) -> int:\n"
        f'        """Say what comes of it."""\n'
        f"        total = value + self.limit\n"
        f"        for part in range(total):\n"
        f"            total += part if part % 2 else -part\n"
        f"        return total\n\n"
        for step in range(12)
    )
    return "\n".join(
        [
            *standard,
            "from rich.console import Console",
            *imports,
            f"\n\nclass Thing{number}:",
            f"    limit = {number}\n",
            methods,
            f"def make{number}() -> Thing{number}:",
            f"    return Thing{number}()\n\n",
            f"LIMIT = make{number}().limit\nCONSOLE = Console\n",
        ]
    )


def measure(command: Sequence[str], *, here: Path, environment: Mapping[str, str]) -> Figure:
    """Run a command; whatever it says, only its time counts."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - commands of this file
        command, cwd=here, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _number, _status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    return Figure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def tools(folder: str | None) -> Iterator[Path]:
    """Install the other tools, for this run or for good."""
    kept = Path(folder) if folder else Path(tempfile.mkdtemp())
    if not (kept / "bin" / "ty").exists():
        subprocess.run([sys.executable, "-m", "venv", kept], check=True)  # noqa: S603 - ours
        subprocess.run([kept / "bin" / "pip", "install", "--quiet", *TOOLS], check=True)  # noqa: S603 - ours
    yield kept
    if not folder:
        shutil.rmtree(kept)


def measure_all(root: Path, kept: Path) -> Iterator[tuple[str, Figure]]:
    """Measure everything on one tree, and preflight first without a cache and then with one."""
    python = kept / "bin" / "python"
    environment = {**os.environ, "PREFLIGHT_CACHE_DIR": str(root.parent / f"{root.name}-cache")}
    start = "import sys; sys.path.append({!r}); from preflight.cli import main; sys.exit(main())"
    # As it is when it is installed in the project's own environment.
    source = str(Path(__file__).parents[1] / "src")
    ours = (str(python), "-c", start.format(source), "imports", "--quiet")
    yield "preflight, first run", measure(ours, here=root, environment=environment)
    yield "preflight, nothing changed", measure(ours, here=root, environment=environment)
    changed = root / "package0" / "module0.py"
    changed.write_text(changed.read_text() + "\nNEW = 1\n")
    yield "preflight, one file changed", measure(ours, here=root, environment=environment)
    for name, words in _COMMANDS.items():
        command = [word.format(python=python, bin=kept / "bin") for word in words]
        yield name, measure(command, here=root, environment=environment)


def describe(kept: Path) -> str:
    """Say where and with what it is measured."""
    listed = subprocess.run(  # noqa: S603 - ours
        [kept / "bin" / "pip", "freeze"], check=True, capture_output=True, text=True
    ).stdout
    pins = dict(line.split("==") for line in listed.splitlines() if "==" in line)
    versions = ", ".join(f"{name} {pins[name]}" for name in TOOLS)
    return f"{os.cpu_count()} cores ({read_processor()}), Python {sys.version.split()[0]}, {versions}"


def read_processor() -> str:
    """Name the processor, where the system tells."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def main(folder: str | None = None) -> None:
    """Measure and print a table for the docs."""
    with tools(folder) as kept:
        sys.stdout.write(f"{describe(kept)}\n\n")
        measure_trees(kept)


def measure_trees(kept: Path) -> None:
    """Make both trees, and measure everything on each."""
    sys.stdout.write("| tool | modules | seconds | CPU seconds | MB |\n| --- | ---: | ---: | ---: | ---: |\n")
    with tempfile.TemporaryDirectory() as place:
        for count in SIZES:
            root = Path(place, f"tree{count}")
            lay_out(root, count)
            time.sleep(_SETTLED_SECONDS)
            for name, figure in measure_all(root, kept):
                sys.stdout.write(
                    f"| {name} | {count:,} | {figure.seconds:.2f} | {figure.cpu_seconds:.2f} "
                    f"| {figure.megabytes:.0f} |\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:2])
