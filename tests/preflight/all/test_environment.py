"""The environment: the interpreter, its virtualenv, and what is installed in it beside what is demanded."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from preflight.cli import main
from tests.preflight.all.project import SETTINGS, Project


@pytest.fixture(scope="module")
def bare_virtualenv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a virtualenv with nothing in it."""
    path = tmp_path_factory.mktemp("environment") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", path], check=True)  # noqa: S603 - ours
    return path


@pytest.fixture
def virtualenv(bare_virtualenv: Path, project: Project) -> Path:
    """Put the virtualenv into the project, with versions of three distributions."""
    path = project.path / ".venv"
    path.mkdir()
    for name in ("bin", "pyvenv.cfg"):
        (path / name).symlink_to(bare_virtualenv / name)
    library = path / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    for name, version in (("Good_Thing", "1.5"), ("old.thing", "0.9"), ("other", "2.0rc1")):
        folder = library / f"{name}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    return path


def list_messages(project: Project, virtualenv: Path) -> Sequence[str]:
    findings = project.check("--python", os.fspath(virtualenv)).content["findings"]
    return [f"{finding['severity']} {finding['place']} {finding['message']}" for finding in findings]


def test_what_is_demanded_and_there_is_fine(project: Project, virtualenv: Path) -> None:
    project.write(
        "requirements.txt", "good-thing[extra] >= 1.2, < 2  # why\nold_thing==0.9; python_version >= '3'\n"
    )
    project.write("pyproject.toml", SETTINGS + '[project]\ndependencies = ["OTHER>=1"]\n')

    verdict = project.check("--python", os.fspath(virtualenv))

    assert verdict.is_safe
    assert verdict.step("Environment")["summary"] == (
        f"Python {sys.version.split()[0]} in the virtualenv .venv, 3 of 3 requirements installed"
    )


def test_what_is_missing_is_told_with_its_line_and_the_cure(project: Project, virtualenv: Path) -> None:
    project.write(
        "more.txt", "-r requirements.txt\nabsent==1 \\\n    --hash=sha256:00\n\nwindows; os_name == 'nt'\n"
    )
    project.write(
        "requirements.txt", "--index-url https://example.com\n-r more.txt\n-e .\ngood-thing\nlost\n"
    )

    findings = project.check("--python", os.fspath(virtualenv)).content["findings"]

    told = {(finding["path"], finding["line"], finding["message"]) for finding in findings}
    assert told == {
        ("more.txt", 2, "absent is needed and not installed."),
        ("requirements.txt", 5, "lost is needed and not installed."),
    }
    assert {finding["hint"] for finding in findings} == {
        "pip install -r more.txt",
        "pip install -r requirements.txt",
    }


def test_a_version_beside_the_lock_is_a_warning_and_one_that_is_not_allowed_an_error(
    project: Project, virtualenv: Path
) -> None:
    project.write("requirements.txt", "good-thing==1.4\nother<2\n")
    project.write("pyproject.toml", SETTINGS + '[project]\ndependencies = ["old-thing>=1"]\n')

    findings = project.check("--python", os.fspath(virtualenv)).content["findings"]

    assert {
        finding["severity"]: finding["message"] for finding in findings if "other" not in finding["message"]
    } == {
        "warning": "good-thing 1.5 is installed, and ==1.4 is demanded.",
        "error": "old-thing 0.9 is installed, and >=1 is demanded.",
    }


def test_uvs_lock_is_looked_at_where_there_is_one(project: Project, virtualenv: Path) -> None:
    package = '[[package]]\nname = "{}"\nversion = "{}"\n'
    project.write(
        "uv.lock",
        package.format("app", "1")
        + "source = { editable = '.' }\ndependencies = [{ name = 'good-thing', extra = ['more'] }]\n"
        + package.format("good-thing", "1.5")
        + "[package.optional-dependencies]\nmore = [{ name = 'absent' }]\n"
        + package.format("absent", "3")
        + package.format("unused", "4"),
    )

    verdict = project.check("--python", os.fspath(virtualenv))

    assert [reason["message"] for reason in verdict.reasons] == ["absent is needed and not installed."]
    assert verdict.reasons[0]["hint"] == "uv sync --inexact"


def test_a_module_of_a_missing_distribution_is_blamed_on_that(project: Project, virtualenv: Path) -> None:
    project.write("requirements.txt", "absent\n")
    project.write("app/bot.py", "import absent\n")

    verdict = project.check("--python", os.fspath(virtualenv))

    assert verdict.codes[0] == "distribution-missing"
    assert verdict.reasons[0]["stops"] == ["app.bot"]


@pytest.mark.usefixtures("virtualenv")
def test_the_virtualenv_of_the_project_is_missed_when_another_runs(project: Project) -> None:
    warnings = project.check().content["findings"]

    assert [(warning["code"], warning["path"]) for warning in warnings] == [("other-virtualenv", ".venv")]


def test_a_python_that_the_project_does_not_want_is_not_safe(project: Project) -> None:
    project.write("pyproject.toml", SETTINGS + '[project]\nrequires-python = ">=3.99"\n')

    verdict = project.check()

    assert verdict.codes == ["python-version"]
    assert "the project requires >=3.99" in verdict.reasons[0]["message"]


def test_a_virtualenv_is_never_touched(project: Project, virtualenv: Path) -> None:
    """Not even where its bytecode is bad: it is not the project's."""
    source = next(virtualenv.glob("lib/*/site-packages")) / "thing.py"
    source.write_text("VALUE = 1\n")
    project.run("-m", "compileall", "-q", "-b", os.fspath(source))
    source.unlink()
    project.write("pyproject.toml", SETTINGS.replace('paths = ["app"]', 'paths = ["."]'))

    assert project.check("--fix", "--python", os.fspath(virtualenv)).is_safe
    assert source.with_suffix(".pyc").exists()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("[tool.preflight\n", "pyproject.toml is no TOML: "),
        ("[tool.preflight]\nentry-points = 3\n", "entry-points in pyproject.toml is to be a list of names"),
        ("[tool.preflight]\ntimeout = 'long'\n", "timeout in pyproject.toml is to be a number of seconds"),
        ("[tool.preflight]\npaths = ['nowhere']\n", "nowhere does not exist"),
        ("[tool.preflight]\nrequirements = ['none.txt']\n", "none.txt cannot be read: No such file"),
        ("[tool.preflight]\nrequirements = ['no/uv.lock']\n", "uv.lock cannot be read: No such file"),
    ],
)
def test_settings_that_make_no_sense_are_one_sentence_and_two(
    project: Project, settings: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("pyproject.toml", settings)

    assert main([]) == 2

    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["app", "."], "one project at a time"),
        (["--python", "nowhere"], "the interpreter nowhere cannot be started"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["all", *arguments]) == 2

    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1
