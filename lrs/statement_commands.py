"""The hallway command's group for statements: out into files and views, and in from files."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from json import dumps
from pathlib import Path

import click

from lrs.archiving import Steps
from lrs.commands import json_option
from lrs.facade import Lrs
from lrs.statement_files.incoming import Delivery, Imported
from lrs.statement_files.outgoing import FORMATS, Format, Order
from lrs.statement_files.rejects import SUFFIX as REJECTS
from lrs.statement_files.taking_in import Options

_store_option = click.option("--store", "store_name", required=True, help="The store's name.")
_DAY = click.DateTime(["%Y-%m-%d"])
_FOLDER = click.Path(file_okay=False, path_type=Path)
_INPUT = click.Path(exists=True, path_type=Path)


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command group."""
    group = click.Group(
        "statement", help="Statements: out into files and views, and in from files."
    )
    group.add_command(_export(lrs))
    group.add_command(_import(lrs))
    group.add_command(_views(lrs))
    group.add_command(_archive(lrs))
    group.add_command(_compact(lrs))
    return [group]


def _export(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.option("--format", "file_format", type=click.Choice(FORMATS), required=True)
    @click.option(
        "--out", type=_FOLDER, required=True, help="The folder; a partition for each day."
    )
    @click.option("--since", type=_DAY, help="First day of `stored`, in UTC.")
    @click.option("--until", type=_DAY, help="Last day of `stored`, in UTC.")
    @click.option("--attachments", is_flag=True, help="Write the attachments' bytes, too.")
    def export(
        store_name: str,
        file_format: Format,
        out: Path,
        since: datetime | None,
        until: datetime | None,
        attachments: bool,
    ) -> None:
        """Write statements into files by day, or bring such files up to date."""
        first, last = since.date() if since else None, until.date() if until else None
        store = lrs.store_named(store_name)
        order = Order(store, file_format, out, first, last, attachments)
        with _bar("Exporting") as progress:
            made = lrs.export_statements(order, progress)
        click.echo(
            f"{out}: {made.statements} statements in {made.files} files written; "
            f"{made.skipped} statements were there already."
        )

    return export


def _import(lrs: Lrs) -> click.Command:
    @click.command(name="import")
    @_store_option
    @click.argument("files", type=_INPUT, nargs=-1, required=True)
    @click.option("--keep-stored", is_flag=True, help="Keep `stored`; needs files in its order.")
    @click.option("--keep-authority", is_flag=True, help="Keep who vouched for each statement.")
    @click.option("--attachments", type=_FOLDER, help="The folder of an export with attachments.")
    @json_option
    def take_in(
        store_name: str,
        files: tuple[Path, ...],
        keep_stored: bool,
        keep_authority: bool,
        attachments: Path | None,
        as_json: bool,
    ) -> None:
        """Store statements from JSON Lines; a folder stands for all *.jsonl in it."""
        delivery = Delivery(
            lrs.store_named(store_name),
            [file for path in files for file in _files(path)],
            Options(keep_stored, keep_authority),
            attachments,
        )
        with _young_garbage_only(), _bar("Importing") as progress:
            done = lrs.import_statements(delivery, progress)
        click.echo(dumps(asdict(done), default=str) if as_json else _words(done))
        raise SystemExit(1 if done.rejected else 0)

    return take_in


def _views(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    def views(store_name: str) -> None:
        """Bring the SQL view `statements_flat` up to date."""
        store = lrs.store_named(store_name)
        with _bar("Flattening") as progress:
            new = lrs.refresh_views(store, progress)
        click.echo(f"{new} new statements stand in the view statements_flat.")

    return views


def _archive(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.option(
        "--before", type=_DAY, required=True, help="First day of `stored` that stays, UTC."
    )
    @click.option("--format", "file_format", type=click.Choice(FORMATS), default="jsonl")
    @click.option("--out", type=_FOLDER, required=True, help="The folder for the files.")
    def archive(store_name: str, before: datetime, file_format: Format, out: Path) -> None:
        """Write old statements into files, attachments too, and then remove them from the store."""
        store = lrs.store_named(store_name)
        order = Order(store, file_format, out, last=before.date() - timedelta(days=1))
        with _bar("Exporting") as exporting, _bar("Removing") as removing:
            done = lrs.archive(order, Steps(exporting, removing))
        click.echo(
            f"{done.removed} statements stored before {before.date()} left the store; they are in "
            f"{done.folder}. Pages and transcripts say so."
        )

    return archive


def _compact(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.option("--learn", is_flag=True, help="Look anew for what the statements have in common.")
    @json_option
    def compact(store_name: str, learn: bool, as_json: bool) -> None:
        """Make statements smaller on disk; may be stopped and started again at any time."""
        store = lrs.store_named(store_name)
        with _bar("Compacting") as progress:
            done = lrs.compact(store, learn=learn, progress=progress)
        words = (
            f"{done.statements} statements looked at; they take {done.saved} bytes less, "
            f"and {done.rows} rows of their index are gone."
        )
        click.echo(dumps(done._asdict()) if as_json else words)

    return compact


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*.jsonl") if not p.name.endswith(REJECTS))


def _words(done: Imported) -> str:
    said = [f"{done.stored} statements stored; {done.there} were there already."]
    if done.moved:
        said.append(f"{done.moved} stand up to a second later, as another one has their instant.")
    if done.rejected:
        where = ", ".join(str(path) for path in done.rejects)
        said.append(f"{done.rejected} lines could not be stored; see {where}.")
    return "\n".join(said)


@contextmanager
def _young_garbage_only() -> Iterator[None]:
    """Spare Python from looking through all of its modules for each batch: a third of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar where somebody watches; gives what hears (done, total)."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress
