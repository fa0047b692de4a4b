"""The hallway command's group for reports: count everything anew, and write one as a file."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from lrs.console.report_files import as_csv
from lrs.facade import Lrs
from lrs.report_desk import NAMES
from lrs.transcripts.period import Period

_store_option = click.option("--store", "store_name", required=True, help="The store's name.")
_day = click.DateTime(["%Y-%m-%d"])


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the group."""
    group = click.Group("report", help="Reports: figures about everybody.")
    group.add_command(_rebuild(lrs))
    group.add_command(_export(lrs))
    return [group]


def _rebuild(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    def rebuild(store_name: str) -> None:
        """Count everything anew from the statements, as the worker does bit by bit."""
        store = lrs.store_named(store_name)
        people = lrs.count_people(store.id)
        with click.progressbar(length=people, label="Counting", file=sys.stderr) as bar:
            done = lrs.reports.rebuild(store, lambda n, _: bar.update(n - bar.pos))
        click.echo(f"{done} people were counted anew.")

    return rebuild


def _export(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
    @click.option("--from", "first", type=_day, help="First day; a year before the last.")
    @click.option("--until", "last", type=_day, help="Last day; today.")
    def export(store_name: str, out: Path, first: datetime | None, last: datetime | None) -> None:
        """Write all figures of all reports into one CSV file."""
        store = lrs.store_named(store_name)
        period = Period(first.date() if first else None, last.date() if last else None)
        today = datetime.now(ZoneInfo(store.time_zone)).date()
        reports = [lrs.reports.report(store, name, period, today) for name in NAMES]
        out.write_bytes(as_csv(reports))
        click.echo(f"{out}: {sum(len(r.figures) for r in reports)} figures.")

    return export
