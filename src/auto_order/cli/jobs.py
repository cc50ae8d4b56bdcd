"""``auto-order jobs``: see the jobs that were given up, and have them tried again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, opened_shop, whoever_runs

if TYPE_CHECKING:
    from auto_order.jobs.queue import DeadJob

app = typer.Typer(help="See the jobs that were given up, and revive them.", no_args_is_help=True)
_NOT_FOUND = 1

JobId = Annotated[int, typer.Argument(help="As auto-order jobs list shows it.", metavar="ID")]
Most = Annotated[int, typer.Option("--most", min=1, help="How many to show, the latest first.")]


@app.command("list")
def list_jobs(*, most: Most = 50) -> None:
    """List the jobs that were given up after all their tries."""
    from auto_order.jobs import queue  # noqa: PLC0415 - see the package

    async def show() -> None:
        async with opened_shop() as base, base.tx.reading() as session:
            dead = await queue.list_dead(session, limit=most)
        for line in _describe(dead):
            typer.echo(line)

    go(show)


@app.command()
def revive(job: JobId) -> None:
    """Have a dead job tried again, with all its tries. A running shop takes it within seconds."""
    from auto_order.audit import service as audit  # noqa: PLC0415 - see the package
    from auto_order.jobs import queue  # noqa: PLC0415

    async def work() -> None:
        async with opened_shop() as base, base.tx() as session:
            was_dead = await queue.revive(session, job, now=base.clock())
            if was_dead:
                await audit.record(
                    session,
                    by=whoever_runs(),
                    action="job.revive",
                    subject=f"job:{job}",
                    before=None,
                    after=None,
                    now=base.clock(),
                )
        if not was_dead:
            typer.echo(f"There is no dead job {job}. auto-order jobs list shows those there are.", err=True)
            raise typer.Exit(_NOT_FOUND)
        typer.echo(f"Job {job} waits for its turn again.")

    go(work)


def _describe(dead: "Sequence[DeadJob]") -> Sequence[str]:
    if not dead:
        return ["No job was given up."]
    return [
        f"{job.id}  {job.name}  of {job.queued_at:%Y-%m-%d %H:%M} UTC, "
        f"given up after {job.failures} tries: {job.last_error or 'no reason kept'}"
        for job in dead
    ]
