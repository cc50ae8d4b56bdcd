"""The verdict names the true cause: a missing name is never blamed on a cache, nor a cache on the sources."""

import os
import sys
from pathlib import Path

import pytest

from preflight.checklist.causes import BORROWED, BYTECODE, OTHER, SAME
from tests.preflight.all.project import SETTINGS, Project

BEFORE = "def get_user_by_id(): ...\n"
AFTER = "def get_user_by_no(): ...\n"  # as long as before


def list_files(path: Path) -> dict[str, tuple[int, bytes]]:
    return {
        os.fspath(file): (file.stat().st_mtime_ns, file.read_bytes())
        for file in path.rglob("*")
        if file.is_file()
    }


def test_a_good_project_is_safe_and_nothing_is_written(project: Project) -> None:
    project.compile()
    before = list_files(project.path)

    verdict = project.check("--fix")

    assert verdict.is_safe
    assert [step["name"] for step in verdict.content["steps"]] == [
        *("Environment", "Caches", "Compilation", "Imports", "Entry points")
    ]
    assert list_files(project.path) == before


def test_a_checklist_is_a_line_a_step_and_ends_with_the_verdict(project: Project) -> None:
    printed = project.tell().splitlines()

    assert [line[:6] for line in printed[:5]] == ["[ ok ]"] * 5
    assert printed[-1] == "SAFE TO START"
    assert project.tell("--quiet") == ""


def test_a_function_imported_before_it_was_written_is_the_cause(project: Project) -> None:
    project.write("app/bot.py", "import os\nfrom app.users import get_user_by_telegram_id\n")
    project.compile()
    assert not project.starts()

    verdict = project.check("--fix")

    assert not verdict.is_safe
    [reason] = verdict.reasons
    assert reason["code"] in {"entry-point", "name-missing"}
    assert "get_user_by_telegram_id" in reason["message"]
    assert reason["places"][0].startswith("app/bot.py:2:")
    assert (reason["stops"], reason["proof"]) == (["app.bot"], SAME)
    [entry] = verdict.content["entry_points"]
    assert entry["stderr"].startswith("Traceback (most recent call last):")
    assert "ImportError: cannot import name 'get_user_by_telegram_id'" in entry["stderr"]


def test_what_the_entry_point_wrote_is_shown_in_full(project: Project) -> None:
    project.write("app/bot.py", "import sys\nprint('a warning', file=sys.stderr)\nraise LookupError('no')\n")

    printed = project.tell()

    assert "  | a warning\n" in printed
    assert "  | LookupError: no\n" in printed
    assert (
        "NOT SAFE\n1. entry-point: `app.bot` does not import: LookupError: no.\n   app/bot.py:3:1\n"
        in printed
    )


def test_a_stale_cache_elsewhere_comes_after_the_missing_name(project: Project) -> None:
    project.write("app/other.py", "VALUE = 1\n")
    project.write("app/bot.py", "from app import other\nfrom app.users import get_user_by_telegram_id\n")
    project.compile()
    project.write("app/other.py", "VALUE = 2\n")

    verdict = project.check()

    assert len(verdict.reasons) == 2
    first, second = verdict.reasons
    assert "get_user_by_telegram_id" in first["message"]
    assert first["proof"] == SAME
    assert (second["code"], second["stops"]) == ("stale-and-loaded", [])
    assert "get_user_by_telegram_id" in project.check("--fix").reasons[0]["message"]


def test_a_stale_cache_without_the_name_is_the_only_cause(project: Project) -> None:
    project.write("app/users.py", AFTER)
    project.compile()
    project.write("app/users.py", BEFORE)
    assert not project.starts()

    verdict = project.check()

    assert verdict.codes == ["stale-and-loaded"]
    [reason] = verdict.reasons
    assert reason["places"] == [f"app/__pycache__/users.{sys.implementation.cache_tag}.pyc"]
    assert "only the source has get_user_by_id" in reason["message"]
    assert (reason["stops"], reason["proof"]) == (["app.bot"], BYTECODE)
    mended = project.check("--fix")
    assert mended.is_safe
    assert mended.step("Caches")["notes"] == [
        f"compiled anew: app/__pycache__/users.{sys.implementation.cache_tag}.pyc (stale and loaded)"
    ]
    assert project.starts()


def test_a_name_that_only_a_stale_cache_still_has_is_missing_all_the_same(project: Project) -> None:
    project.compile()
    project.write("app/users.py", AFTER)
    assert project.starts()

    verdict = project.check()

    assert not verdict.is_safe
    first, second = verdict.reasons
    assert "get_user_by_id" in first["message"]
    assert first["places"][0].startswith("app/bot.py:1:")
    assert first["proof"] == BORROWED
    assert second["code"] == "stale-and-loaded"


def test_a_cache_that_hides_a_fault_comes_before_the_fault_it_hides(project: Project) -> None:
    project.write("app/bot.py", "import app.users, app.nothing\n")
    project.write("app/users.py", "raise LookupError\n")
    project.compile()
    project.write("app/users.py", "VALUE = 12345678\n\n")
    assert not project.starts()

    verdict = project.check()

    assert verdict.codes[0] == "stale-and-loaded"
    assert verdict.reasons[0]["proof"] == OTHER
    assert "app.nothing" in verdict.reasons[1]["message"]


def test_a_module_that_only_a_ghost_keeps_alive_is_missing(project: Project) -> None:
    project.write("app/bot.py", "import app.legacy\n")
    legacy = project.write("app/legacy.py", "")
    project.compile(options=["-b"])
    legacy.unlink()
    assert project.starts()

    verdict = project.check()

    assert "app.legacy" in verdict.reasons[0]["message"]
    assert verdict.reasons[0]["proof"] == BORROWED
    assert "ghost" in verdict.codes
    after = project.check("--fix")
    assert [reason["proof"] for reason in after.reasons] == [SAME]
    assert "app.legacy" in after.reasons[0]["message"]


def test_a_package_of_which_only_a_folder_is_left_is_missing(project: Project) -> None:
    project.write("app/bot.py", "import app.plugins\n")
    plugins = project.write("app/plugins/__init__.py", "")
    project.compile()
    plugins.unlink()
    assert project.starts()

    verdict = project.check()

    assert "app.plugins" in verdict.reasons[0]["message"]
    assert verdict.reasons[0]["proof"] == BORROWED
    assert "empty-leftover-package" in verdict.codes


def test_what_does_not_compile_is_told_once_at_its_line(project: Project) -> None:
    project.write("app/users.py", "VALUE = 1\n<div>\n")

    verdict = project.check()

    [reason] = verdict.reasons
    assert (reason["code"], reason["places"]) == ("syntax", ["app/users.py:2:1"])
    assert (reason["stops"], reason["proof"]) == (["app.bot"], SAME)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("import sys\nsys.exit(3)\n", "SystemExit: 3"),
        ("import os\nos._exit(0)\n", "the import ended the process (exit code 0)"),
        ("import os\nos.abort()\n", "the import ended the process (SIGABRT)"),
        ("import threading\nthreading.Event().wait()\n", "did not end within 0.5 seconds"),
        ("from app.nowhere import x\n", "No module named 'app.nowhere'"),
    ],
)
def test_whatever_ends_an_import_is_told(project: Project, text: str, complaint: str) -> None:
    project.write("pyproject.toml", SETTINGS + "timeout = 0.5\n" * ("wait" in text))
    project.write("app/bot.py", text)

    verdict = project.check()

    assert not verdict.is_safe
    assert complaint in verdict.content["entry_points"][0]["failure"]
    assert all(reason["stops"] in (["app.bot"], []) for reason in verdict.reasons)


def test_an_entry_point_may_name_what_is_to_be_found_in_the_module(project: Project) -> None:
    project.write("pyproject.toml", SETTINGS.replace("app.bot", "app.bot:main"))

    assert "has no attribute 'main'" in project.check().reasons[0]["message"]

    project.write("app/bot.py", "def main(): ...\n")
    assert project.check().is_safe


def test_a_thread_that_the_import_leaves_behind_does_not_hold_it_up(project: Project) -> None:
    text = "import threading\nthreading.Thread(target=threading.Event().wait).start()\n"
    project.write("app/bot.py", text)

    assert project.check().is_safe


def test_the_baseline_takes_known_reasons_away(project: Project) -> None:
    project.write("app/bot.py", "raise LookupError\n")
    project.check("--baseline", "known.json", "--update-baseline")

    verdict = project.check("--baseline", "known.json")

    assert (verdict.is_safe, verdict.reasons) == (True, [])
