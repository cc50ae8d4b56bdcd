"""The command line as people and machines use it: formats, baseline, exit codes."""

import json
from pathlib import Path

import pytest

from preflight.cli import main


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a tree with one good module, and stand in it."""
    (tmp_path / "good.py").write_text("x = 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def broken_tree(tree: Path) -> Path:
    (tree / "bad.py").write_text("x = 1\nreturn 2\n")
    return tree


@pytest.mark.usefixtures("tree")
def test_a_clean_tree_ends_with_zero_and_a_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports"]) == 0

    assert capsys.readouterr().out.endswith("Every import is found.\n")


@pytest.mark.usefixtures("tree")
def test_quiet_says_nothing_about_a_clean_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "--quiet"]) == 0

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("broken_tree")
def test_a_finding_has_its_place_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports"]) == 1

    printed = capsys.readouterr().out
    assert "'return' outside function" in printed
    assert "bad.py:2:1" in printed


@pytest.mark.usefixtures("broken_tree")
def test_json_has_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "--json"]) == 1

    content = json.loads(capsys.readouterr().out)
    assert content["exit_code"] == 1
    assert content["counts"]["errors"] == 1
    [finding] = content["findings"]
    assert (finding["path"], finding["line"], finding["code"]) == ("bad.py", 2, "syntax")


@pytest.mark.usefixtures("broken_tree")
def test_github_is_told_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "--format", "github"]) == 1

    assert capsys.readouterr().out == (
        "::error file=bad.py,title=preflight%3A syntax,line=2,col=1::"
        "Python cannot compile this file: 'return' outside function.\n"
    )


@pytest.mark.usefixtures("broken_tree")
def test_sarif_has_a_rule_and_a_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "--format", "sarif"]) == 1

    [run] = json.loads(capsys.readouterr().out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["syntax"]
    [result] = run["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 1}


def test_only_what_is_not_in_the_baseline_fails(
    broken_tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["imports", "--baseline", "known.json", "--update-baseline"]) == 0
    assert main(["imports", "--baseline", "known.json"]) == 0
    (broken_tree / "worse.py").write_text("def f(:\n")

    assert main(["imports", "--baseline", "known.json", "--quiet"]) == 1

    printed = capsys.readouterr().out
    assert "worse.py:1" in printed
    assert "bad.py" not in printed


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["imports", "nowhere"], "nowhere does not exist"),
        (["imports", "--baseline", "none.json"], "the baseline none.json cannot be read"),
        (["imports", "--baseline", "good.py"], "good.py is no baseline"),
        (["imports", "--update-baseline"], "--update-baseline needs --baseline FILE"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1


def test_a_tree_without_python_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", str(tmp_path)]) == 2

    assert "there is nothing to check" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["imports", "--jobs", "0"], ["imports", "--format", "xml"]]
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
