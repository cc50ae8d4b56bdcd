"""``auto-order catalog import FILE``: fill the shelves from a file."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, opened_shop, whoever_runs
from auto_order.kit.money import rupiah

if TYPE_CHECKING:
    from auto_order.importing.models import ProductReport
    from auto_order.stock.loading import Duplicate

app = typer.Typer(help="Fill the shelves.", no_args_is_help=True)

CatalogFile = Annotated[Path, typer.Argument(help="YAML or CSV; docs/catalog.md shows both.", metavar="FILE")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")]


class _OnlyTried(Exception):
    """Everything went well and must not stay."""


@app.callback()
def catalog() -> None:
    """Fill the shelves."""


@app.command("import")
def import_file(file: CatalogFile, *, dry_run: DryRun = False) -> None:
    """Offer the products of FILE and load their units.

    All of it or, when anything in the file is wrong, nothing. Running it again changes what has changed in
    the file and loads the units that are new.
    """
    from auto_order.importing.service import check_file, import_catalog, read_file  # noqa: PLC0415 - see the package

    async def load() -> None:
        reports: Sequence[ProductReport] = ()
        async with opened_shop() as base:
            with suppress(_OnlyTried):
                async with base.tx() as session:
                    reports = await import_catalog(
                        session, read_file(file), keyring=base.keyring, by=whoever_runs(), now=base.clock()
                    )
                    _undo_if(dry_run)
        for line in _describe(reports, is_dry=dry_run):
            typer.echo(line)

    check_file(file)
    go(load)


def _undo_if(is_dry: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if is_dry:
        raise _OnlyTried


def _describe(reports: Sequence["ProductReport"], *, is_dry: bool) -> Iterator[str]:
    for report in reports:
        kind = "new" if report.is_new else "known"
        yield f"{report.code}  {report.name}  {rupiah(report.price)}  ({kind}): {report.new_units} new units"
        for file, found in groupby(report.duplicates, key=lambda pair: pair[0]):
            yield from (f"    {file}, {text}" for text in _name_duplicates([one for _file, one in found]))
    units = sum(report.new_units for report in reports)
    outcome = "Dry run, nothing was changed:" if is_dry else "Imported"
    yield f"{outcome} {len(reports)} products, {units} new units."


def _name_duplicates(duplicates: Sequence["Duplicate"]) -> Iterator[str]:
    """Name each repeated line, and neighbouring ones that the shop has already as one stretch."""
    begin = end = 0
    for line, first_line in duplicates:
        if first_line is not None:
            yield f"line {line}: the same as line {first_line}, left out"
        elif end and line == end + 1:
            end = line
        else:
            if end:
                yield _stretch(begin, end)
            begin = end = line
    if end:
        yield _stretch(begin, end)


def _stretch(begin: int, end: int) -> str:
    lines = f"line {begin}" if begin == end else f"lines {begin} to {end}"
    return f"{lines}: in the shop already, left out"
