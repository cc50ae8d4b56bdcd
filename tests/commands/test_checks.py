"""``auto-order preflight`` is preflight, with its own words and exit codes."""

from pathlib import Path

from tests.rig.command import run_command


async def test_whatever_is_asked_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text("VALUE = 1\n")

    code, said = await run_command(tmp_path, "preflight", "caches", "--all")
    broken, sentence = await run_command(tmp_path, "preflight", "caches", "nowhere")
    _code, usage = await run_command(tmp_path, "preflight", "--help")

    assert (code, said.splitlines()[-1]) == (0, "CLEAN")
    assert (broken, sentence) == (2, "preflight: nowhere does not exist\n")
    assert usage.startswith("usage: preflight")
