"""The commands of whoever runs Hallway: migrate, setup, serve, worker, doctor."""

import json
from collections.abc import Callable

import click
from flask import Flask
from sqlalchemy import MetaData

from lrs import first_run, health, migrations, serving, worker
from lrs.facade import Lrs
from lrs.worker import Companion


def commands(lrs: Lrs, metadata: MetaData, load: Callable[[], Flask]) -> list[click.Command]:
    """Build the commands; `metadata` holds the tables of every package, `load` makes the application."""
    return [
        _migrate(lrs, metadata),
        _setup(lrs, metadata),
        _serve(lrs, load),
        _worker(lrs),
        _doctor(lrs),
    ]


def _migrate(lrs: Lrs, metadata: MetaData) -> click.Command:
    @click.command()
    @click.option("--write", "slug", help="For developers: write the migration that is missing.")
    @click.option("--distribute", is_flag=True, help="On Citus: spread the tables by store, too.")
    def migrate(slug: str | None, distribute: bool) -> None:
        """Bring the database's tables to their newest form."""
        if slug:
            for path in migrations.write(lrs.database, metadata, slug):
                click.echo(f"Wrote {path}.")
            return
        click.echo(f"The database is at {migrations.migrate(lrs.database, metadata)}.")
        if distribute:
            count = migrations.distribute(lrs.database, metadata, _say_spread)
            click.echo(f"{count} tables were spread over the nodes.")

    return migrate


def _say_spread(table: str) -> None:
    click.echo(f"Spreading {table} …")


def _setup(lrs: Lrs, metadata: MetaData) -> click.Command:
    @click.command()
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
    def setup(as_json: bool) -> None:
        """Migrate; on the first run make the store `default`, its administrator and a key."""
        migrations.migrate(lrs.database, metadata)
        made = first_run.set_up(lrs)
        answer = json.dumps(made) if as_json else first_run.words(lrs, made)
        click.echo(answer)

    return setup


def _serve(lrs: Lrs, load: Callable[[], Flask]) -> click.Command:
    @click.command()
    @click.option("--host", default="127.0.0.1", show_default=True)
    @click.option("--port", default=8000, show_default=True)
    @click.option(
        "--worker/--no-worker", "companion", default=True, help="Run a worker beside the server."
    )
    def serve(host: str, port: int, companion: bool) -> None:
        """Serve the pages and xAPI with gunicorn, in the foreground."""
        lrs.database.close()
        serving.serve(load, lrs.settings, (host, port), Companion() if companion else None)

    return serve


def _worker(lrs: Lrs) -> click.Command:
    @click.command(name="worker")
    @click.option("--companion", is_flag=True, hidden=True)
    def run(companion: bool) -> None:
        """Do long work, such as exports, until a signal says stop."""
        worker.work(lrs.queue, companion=companion, nice=lrs.settings.worker_nice)

    return run


def _doctor(lrs: Lrs) -> click.Command:
    @click.command()
    def doctor() -> None:
        """Look at what Hallway needs and say what is wrong; exit code 1 when something is."""
        wrong = list(health.problems(lrs))
        click.echo("\n".join(wrong) or "All is well.")
        raise SystemExit(1 if wrong else 0)

    return doctor
