"""The hallway command's groups for administrators and transcripts: the console without a browser."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from lrs.administrators import NewAdministrator
from lrs.commands import json_option
from lrs.exporting import FORMATS
from lrs.facade import Lrs
from lrs.transcripts.export import Format
from lrs.transcripts.period import Period

_store_option = click.option("--store", "store_name", required=True, help="The store's name.")
_email_option = click.option("--email", required=True, help="Where they sign in with.")
_password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command groups."""
    return [_administrator(lrs), _transcript(lrs)]


def _administrator(lrs: Lrs) -> click.Group:
    group = click.Group("administrator", help="Administrators, who sign in to the console.")

    @group.command()
    @_store_option
    @_email_option
    @_password_option
    @json_option
    def create(store_name: str, email: str, password_stdin: bool, as_json: bool) -> None:
        """Make an administrator; a password that is made up is shown this once."""
        store, given = lrs.store_named(store_name), _given(password_stdin)
        _print(lrs.create_administrator(store, email, given), given, as_json)

    @group.command()
    @_store_option
    @_email_option
    @_password_option
    @json_option
    def password(store_name: str, email: str, password_stdin: bool, as_json: bool) -> None:
        """Give an administrator another password; it signs them out everywhere."""
        store, given = lrs.store_named(store_name), _given(password_stdin)
        _print(lrs.change_password(store, email, given), given, as_json)

    @group.command(name="list")
    @_store_option
    @json_option
    def list_administrators(store_name: str, as_json: bool) -> None:
        """List the administrators of a store."""
        found = lrs.administrators(lrs.store_named(store_name))
        click.echo(json.dumps(found) if as_json else "\n".join(found))

    return group


def _transcript(lrs: Lrs) -> click.Group:
    group = click.Group("transcript", help="Transcripts: records as files.")

    @group.command()
    @_store_option
    @click.option("--format", "file_format", type=click.Choice(FORMATS), required=True)
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
    @click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
    @click.option("--until", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
    def export(
        store_name: str,
        file_format: Format,
        out: Path,
        first: datetime | None,
        last: datetime | None,
    ) -> None:
        """Write everybody's record into one file: a row for each entry."""
        store = lrs.store_named(store_name)
        period = Period(first.date() if first else None, last.date() if last else None)
        people = lrs.count_people(store.id)
        with click.progressbar(length=people, label="Exporting", file=sys.stderr) as bar:
            made = lrs.export_store(
                store, file_format, period, out, lambda n: bar.update(n - bar.pos)
            )
        click.echo(f"{out}: {made.rows} entries of {made.people} people.")

    return group


def _given(password_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if password_stdin else ""


def _print(made: NewAdministrator, given: str, as_json: bool) -> None:
    """Show a password that was made up, never one that was given."""
    shown = {"email": made.email} | ({} if given else {"password": made.password})
    lines = [f"{name:<9} {value}" for name, value in shown.items()]
    if not given:
        lines.append("The password is not shown again.")
    click.echo(json.dumps(shown) if as_json else "\n".join(lines))
