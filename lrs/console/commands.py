"""The hallway command's groups for administrators and transcripts: the console without a browser."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from uuid import UUID

import click

from lrs.administrators import NewAdministrator
from lrs.commands import json_option
from lrs.exporting import FORMATS
from lrs.exports import Order
from lrs.facade import Lrs
from lrs.transcripts.export import Format
from lrs.transcripts.issue import code_of
from lrs.transcripts.period import Period
from lrs.web.numbers import counted

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
    @_period_options
    @click.option("--person", "chosen", multiple=True, type=click.UUID, help="Only this one.")
    @click.option("--columns", default="", help="A column map, such as nasba.")
    def export(
        store_name: str,
        file_format: Format,
        out: Path,
        period: Period,
        chosen: tuple[UUID, ...],
        columns: str,
    ) -> None:
        """Write records into one file: rows (csv, xlsx), or the signed archive (zip).

        PDFs (pdf), CLRs (json) and Open Badges for each completion (badge) come in a ZIP.
        """
        store = lrs.store_named(store_name)
        order = Order(file_format, period, chosen, columns)
        people = len(chosen) or lrs.count_people(store.id)
        with click.progressbar(length=people, label="Exporting", file=sys.stderr) as bar:
            made = lrs.export_store(
                store, order, out, lambda n: bar.update(n - bar.pos), "the command"
            )
        click.echo(
            f"{out}: {counted(made.rows, 'entry', 'entries')} of {counted(made.people, 'person', 'people')}."
        )

    @group.command(name="rotate-keys")
    @_store_option
    @click.option(
        "--stolen", is_flag=True, help="Take back all others: nothing they signed counts."
    )
    def rotate_keys(store_name: str, stolen: bool) -> None:
        """Sign transcripts with a new key from now on; what others signed stays good."""
        key = lrs.issuing.keys.rotate(lrs.store_named(store_name), stolen=stolen)
        click.echo(f"{key} signs from now on.")

    @group.command()
    @_store_option
    @click.argument("code")
    @click.option("--reason", required=True, help="What the check page says about it.")
    def revoke(store_name: str, code: str, reason: str) -> None:
        """Take a transcript back: its check page says so, and its credentials count no more."""
        lrs.issuing.revoke(lrs.store_named(store_name).id, code_of(code), reason)
        click.echo("It is revoked.")

    return group


def _period_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command one period for two options."""

    @click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
    @click.option("--until", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
    @wraps(command)
    def with_period(first: datetime | None, last: datetime | None, **more: object) -> None:
        period = Period(first.date() if first else None, last.date() if last else None)
        command(period=period, **more)

    return with_period


def _given(password_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if password_stdin else ""


def _print(made: NewAdministrator, given: str, as_json: bool) -> None:
    """Show a password that was made up, never one that was given."""
    shown = {"email": made.email} | ({} if given else {"password": made.password})
    lines = [f"{name:<9} {value}" for name, value in shown.items()]
    if not given:
        lines.append("The password is not shown again.")
    click.echo(json.dumps(shown) if as_json else "\n".join(lines))
