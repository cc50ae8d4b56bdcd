"""The first step: the interpreter, the virtualenv it is of, and whether what is needed is installed in it."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from preflight.checklist.locks import NAME as LOCK
from preflight.checklist.locks import read_lock
from preflight.checklist.requirements import Requirement, normalize, read_requirement, read_requirements
from preflight.checklist.settings import FILE, Settings
from preflight.checklist.step import Step
from preflight.checklist.versions import satisfies
from preflight.errors import UsageError
from preflight.findings import Finding, Severity
from preflight.showing import show

_PROGRAM = Path(__file__).with_name("facts.py")
_PATIENCE_SECONDS = 60
_MISSING = "distribution-missing"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an interpreter knows of itself."""

    version: str
    prefix: str
    is_virtual: bool
    distributions: Mapping[str, str]
    environment: Mapping[str, str]


def ask_facts(python: str) -> Facts:
    """Ask the interpreter as the project would start it, with the environment as it is."""
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that the user names
            [python, "-B", "-c", _PROGRAM.read_text(encoding="utf-8")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
        return Facts(**json.loads(done.stdout))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"the interpreter {python} does not tell what is installed in it") from error


def check_environment(settings: Settings, facts: Facts) -> Step:
    """Compare what is there with what the project demands."""
    installed = {normalize(name): version for name, version in facts.distributions.items()}
    needed = list(_list_needed(settings, facts))
    findings = [
        *_check_python(settings, facts),
        *_check_virtualenv(settings, facts),
        *_check_needed(needed, installed),
    ]
    return Step("Environment", _summarize(facts, needed, installed), findings)


def _summarize(facts: Facts, needed: Sequence[Requirement], installed: Mapping[str, str]) -> str:
    where = f"in the virtualenv {show(facts.prefix)}" if facts.is_virtual else "outside any virtualenv"
    names = {requirement.name for requirement in needed}
    there = len(names & installed.keys())
    needs = f"{there} of {len(names)} requirements installed" if names else "no requirements known"
    return f"Python {facts.version} {where}, {needs}"


def _check_python(settings: Settings, facts: Facts) -> Iterator[Finding]:
    demand = str(settings.pyproject.get("project", {}).get("requires-python", ""))
    if not satisfies(facts.version, demand):
        yield Finding(
            show(settings.file),
            0,
            0,
            "python-version",
            f"Python {facts.version} runs here, and the project requires {demand}.",
            "choose another with --python, or make a virtualenv with it",
        )


def _check_virtualenv(settings: Settings, facts: Facts) -> Iterator[Finding]:
    """Warn when a virtualenv that is there or switched on is not the one that is used."""
    own = os.path.join(settings.root, ".venv")
    wanted = os.environ.get("VIRTUAL_ENV") or (own if os.path.isdir(own) else "")
    if wanted and os.path.realpath(wanted) != os.path.realpath(facts.prefix):
        yield Finding(
            show(wanted),
            0,
            0,
            "other-virtualenv",
            f"This virtualenv is not the one that is checked: that is {show(facts.prefix)}.",
            f"to check this one: --python {show(wanted)}",
            Severity.WARNING,
        )


def _list_needed(settings: Settings, facts: Facts) -> Iterator[Requirement]:
    for path in settings.requirements or _find_requirements(settings.root):
        read = read_lock if os.path.basename(path) == LOCK else read_requirements
        yield from read(path, facts.environment)
    for text in settings.pyproject.get("project", {}).get("dependencies", ()):
        if found := read_requirement(str(text), settings.file, 0, facts.environment):
            yield found


def _find_requirements(root: str) -> Sequence[str]:
    paths = [os.path.join(root, name) for name in (LOCK, "requirements.txt")]
    return [path for path in paths if os.path.exists(path)][:1]


def _check_needed(needed: Sequence[Requirement], installed: Mapping[str, str]) -> Iterator[Finding]:
    missing: set[str] = set()
    for requirement in needed:
        where = (show(requirement.path), requirement.line, 1 if requirement.line else 0)
        version = installed.get(requirement.name)
        cause = f"{_MISSING} {requirement.name}"
        if version is None:
            if requirement.name not in missing:
                message = f"{requirement.name} is needed and not installed."
                yield Finding(*where, _MISSING, message, _tell_install(requirement), cause=cause)
            missing.add(requirement.name)
        elif not satisfies(version, requirement.demands):
            yield Finding(
                *where,
                "distribution-version",
                f"{requirement.name} {version} is installed, and {requirement.demands} is demanded.",
                _tell_install(requirement),
                # Not what was locked and tested, and yet what the project itself allows.
                Severity.WARNING if requirement.is_lock else Severity.ERROR,
                cause=cause,
            )


def _tell_install(requirement: Requirement) -> str:
    if os.path.basename(requirement.path) == FILE:
        return f'pip install "{requirement.name}{requirement.demands}"'
    if os.path.basename(requirement.path) == LOCK:
        return "uv sync --inexact"
    return f"pip install -r {show(requirement.path)}"
