"""``auto-order catalog import`` says what it did, or what is wrong, and a dry run changes nothing."""

from pathlib import Path

from tests.rig.command import run_command
from tests.rooms.importing.files import write

_CATALOG = "code,name,price,unit\nnf,Netflix,45.000,one\nnf,,,two\nnf,,,two\n"


async def test_a_dry_run_says_what_an_import_would_do_and_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "k.csv", _CATALOG)

    _code, tried = await run_command(tmp_path, "catalog", "import", "k.csv", "--dry-run")
    code, done = await run_command(tmp_path, "catalog", "import", "k.csv")
    _code, again = await run_command(tmp_path, "catalog", "import", "k.csv")

    assert code == 0
    line = "nf  Netflix  Rp 45.000  (new): 2 new units"
    repeated = "    k.csv, line 4: the same as line 3, left out"
    assert [line, repeated, "Dry run, nothing was changed: 1 products, 2 new units."] == _told(tried)
    assert [line, repeated, "Imported 1 products, 2 new units."] == _told(done)
    assert "    k.csv, lines 2 to 3: in the shop already, left out" in _told(again)
    assert "Imported 1 products, 0 new units." in _told(again)


async def test_a_file_with_mistakes_is_refused_before_the_database_is_opened(tmp_path: Path) -> None:
    write(tmp_path, "k.csv", "code,name,price\na,A,\nb,,5\n")

    code, said = await run_command(tmp_path, "catalog", "import", "k.csv")

    assert code == 2
    assert "k.csv, line 2: price is missing\n  Example: price: 45000, 45.000 or 45rb" in said
    assert "k.csv, line 3: name is missing" in said
    assert not (tmp_path / "data").exists()


def _told(said: str) -> list[str]:
    return [line for line in said.splitlines() if not line.startswith("{")]
