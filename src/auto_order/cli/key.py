"""``auto-order key rotate``: change the encryption key."""

import typer

from auto_order.cli.running import go, opened_shop, whoever_runs

app = typer.Typer(help="Change the encryption key.", no_args_is_help=True)
_UNFINISHED = 1
_MOST_NAMED = 20
_NOT_YET = (
    "Something is still sealed under a former key: keep it. Restart every process of the shop with the new "
    "keys and run this again; what is damaged, restore from a backup."
)
_DONE = (
    "Everything is sealed under the first key: the others can be taken out of the setting. Keep them for as "
    "long as you keep backups from before."
)


@app.callback()
def key() -> None:
    """Change the encryption key."""


@app.command()
def rotate() -> None:
    """Seal all goods anew under the first of several keys, so that the others can be taken away.

    First put a new key before the one used so far, in DATA_ENCRYPTION_KEY or in the key file: NEW,FORMER.
    Restart the shop, then run this; the shop may run meanwhile. Run it again if it was interrupted.
    """
    from auto_order.bootstrap.rotation import rotate as seal_anew  # noqa: PLC0415 - see the package

    async def work() -> None:
        async with opened_shop() as base:
            rotation = await seal_anew(
                base,
                by=whoever_runs(),
                on_progress=lambda done: typer.echo(f"{done:,} sealed anew", err=True),
            )
        for kind, ids in rotation.damaged.items():
            typer.echo(
                f"{len(ids)} {kind} are damaged and cannot be opened: ids {', '.join(map(str, ids[:20]))}"
            )
        if not rotation.is_finished:
            typer.secho(_NOT_YET, err=True, fg=typer.colors.RED)
            raise typer.Exit(_UNFINISHED)
        typer.echo(f"{rotation.resealed:,} sealed anew. {_DONE}")

    go(work)
