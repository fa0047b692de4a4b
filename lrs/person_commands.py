"""The hallway command's group for people: list and show them, join and part them, take in a member list."""

import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import click

from lrs import member_list
from lrs.commands import json_option
from lrs.facade import Lrs
from lrs.member_list import FIELDS, MemberList
from lrs.storage.people import Person
from lrs.storage.stores import Store

_BY = "hallway person"
_MOST_FAULTS = 20
_store_option = click.option("--store", "store_name", required=True, help="The store's name.")


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command group."""
    group = click.Group("person", help="People: who they are, and which identities are one person.")
    for command in (_list(lrs), _show(lrs), _join(lrs), _part(lrs), _import(lrs)):
        group.add_command(command)
    return [group]


def _list(lrs: Lrs) -> click.Command:
    @click.command(name="list")
    @_store_option
    @click.option("--search", default="", help="A part of the name.")
    @click.option("--limit", default=50, type=click.IntRange(1, 10_000), help="At most so many.")
    @json_option
    def list_people(store_name: str, search: str, limit: int, as_json: bool) -> None:
        """List people by name."""
        found = lrs.people(lrs.store_named(store_name).id, search, None, limit)
        if as_json:
            click.echo(json.dumps([_described(person) for person in found]))
        for person in [] if as_json else found:
            click.echo(f"{person.id}  {person.name or 'without a name'}")

    return list_people


def _show(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.argument("person_id", type=click.UUID, metavar="ID")
    @json_option
    def show(store_name: str, person_id: UUID, as_json: bool) -> None:
        """Show a person: identities, joins, and what their record holds."""
        store = lrs.store_named(store_name)
        said = _whole(lrs, store, lrs.person(store.id, person_id))
        click.echo(json.dumps(said) if as_json else _words(said))

    return show


def _join(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.argument("person_id", type=click.UUID, metavar="ID")
    @click.option("--into", required=True, type=click.UUID, help="Who they are as well.")
    @click.option("--reason", required=True, help="How you know; both sides read it.")
    @json_option
    def join(store_name: str, person_id: UUID, into: UUID, reason: str, as_json: bool) -> None:
        """Say that two people are one. It can be undone with part."""
        made = lrs.joins.join(lrs.store_named(store_name).id, person_id, into, _BY, reason)
        name = str(made.id) if made else None
        plain = (
            f"Joined; undo it with: hallway person part {name}" if made else "They are one already."
        )
        click.echo(json.dumps({"id": name}) if as_json else plain)

    return join


def _part(lrs: Lrs) -> click.Command:
    @click.command()
    @_store_option
    @click.argument("join_id", type=click.UUID, metavar="JOIN")
    def part(store_name: str, join_id: UUID) -> None:
        """Undo a join: both have exactly the records that they had."""
        lrs.joins.undo(lrs.store_named(store_name).id, join_id, _BY)
        click.echo("They are two people again.")

    return part


def _import(lrs: Lrs) -> click.Command:
    @click.command(name="import")
    @_store_option
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=HEADING",
        help="May be given several times.",
    )
    @click.option("--dry-run", is_flag=True, help="Only say what would change, and what is wrong.")
    @json_option
    def import_members(
        store_name: str, file: Path, columns: tuple[str, ...], dry_run: bool, as_json: bool
    ) -> None:
        """Take in a member list (CSV or XLSX): member id, e-mail, name, groups, roles, unit."""
        store = lrs.store_named(store_name)
        listed = member_list.read(file.name, file.read_bytes(), _headings(columns))
        said = _trial(lrs, store, listed)
        if not dry_run:
            lrs.members.take_in(store.id, file.name, listed, _BY)
            lrs.join_rules.apply(store.id)
        click.echo(json.dumps(said) if as_json else _report(said, dry_run=dry_run))

    return import_members


def _headings(columns: tuple[str, ...]) -> dict[str, str]:
    """Read FIELD=HEADING; raises BadParameter."""
    found = dict(each.partition("=")[::2] for each in columns)
    unknown = sorted(set(found) - set(FIELDS))
    if unknown or "" in found.values():
        raise click.BadParameter(f"Write FIELD=HEADING; the fields are {', '.join(FIELDS)}.")
    return found


def _described(person: Person) -> dict[str, object]:
    identities = [each.identifier for each in person.identities]
    return {"id": str(person.id), "name": person.name, "identities": identities}


def _whole(lrs: Lrs, store: Store, person: Person) -> dict[str, object]:
    record = lrs.learner_record(store.id, person.id)
    joins = [
        {"id": str(each.id), "how": each.how, "by": each.by, "reason": each.reason}
        for each in lrs.joins.of(store.id, person)
        if each.undone is None
    ]
    counts = {"entries": len(record.entries), "unclassified": len(record.unclassified)}
    return {**_described(person), "joins": joins, **counts}


def _words(said: Mapping[str, object]) -> str:
    lines = []
    for name, value in said.items():
        several = value if isinstance(value, list) else [value]
        lines += [f"{name:<13} {_flat(each)}" for each in several]
    return "\n".join(lines)


def _flat(value: object) -> str:
    return "  ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _trial(lrs: Lrs, store: Store, listed: MemberList) -> dict[str, object]:
    tried = lrs.members.try_out(store.id, listed)
    faults = [{"row": fault.row, "message": fault.message} for fault in listed.faults]
    return {"new": tried.new, "changed": tried.changed, "same": tried.same, "faults": faults}


def _report(said: Mapping[str, object], *, dry_run: bool) -> str:
    faults = said["faults"] if isinstance(said["faults"], list) else []
    would = "would be" if dry_run else "are"
    first = f"{said['new']} {would} new, {said['changed']} changed, {said['same']} as they were, {len(faults)} rows left out."
    rows = (f"  row {each['row']}: {each['message']}" for each in faults[:_MOST_FAULTS])
    return "\n".join([first, *rows])
