"""The command `hallway connector`. A command parses, calls one verb and prints."""

import json
from typing import Any
from uuid import UUID

import click

from connectors.desk import Desk, Plan
from connectors.imports import commands as imports
from connectors.imports.office import Office
from connectors.registry import CONNECTORS
from connectors.run import Runner
from connectors.storage import Connection, State
from lrs import InvalidRequest, Violation

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
store_option = click.option("--store", "store_name", required=True, help="Name of the store.")


def connector_commands(desk: Desk, runner: Runner) -> click.Group:
    """Build the group."""
    group = click.Group("connector", help="Outside systems whose events become statements.")
    for command in (_kinds(), _add(desk), _list(desk), _test(desk), _run(desk, runner)):
        group.add_command(command)
    group.add_command(_state(desk, "pause", State.PAUSED, "Stop a connection for now."))
    group.add_command(_state(desk, "resume", State.ACTIVE, "Let a connection work again."))
    group.add_command(_replay(desk, runner))
    group.add_command(_remove(desk))
    imports.add_to(group, Office(desk), runner)
    return group


def _kinds() -> click.Command:
    @click.command()
    def kinds() -> None:
        """List the connectors that there are."""
        for name, each in sorted(CONNECTORS.items()):
            click.echo(f"{name:16} {each.summary}")

    return kinds


def _add(desk: Desk) -> click.Command:
    @click.command()
    @click.argument("kind")
    @store_option
    @click.option("--name", default="", help="What administrators call it.")
    @click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A setting.")
    @click.option("--aggregate", is_flag=True, help="Tell what happened, and of nobody by whom.")
    @json_option
    def add(
        kind: str,
        store_name: str,
        name: str,
        given: tuple[str, ...],
        aggregate: bool,
        as_json: bool,
    ) -> None:
        """Connect a system of a KIND; `hallway connector kinds` lists them."""
        store = desk.lrs.store_named(store_name)
        plan = Plan(kind, name, dict(_pair(each) for each in given), {}, aggregate)
        made = desk.add(store.id, plan, "command")
        _print(made, desk, as_json=as_json)

    return add


def _list(desk: Desk) -> click.Command:
    @click.command("list")
    @store_option
    @json_option
    def all_(store_name: str, as_json: bool) -> None:
        """List the connections of a store."""
        found, dead = desk.all(desk.lrs.store_named(store_name).id)
        if as_json:
            click.echo(json.dumps([_told(each, dead.get(each.id, 0)) for each in found]))
        for each in [] if as_json else found:
            click.echo(f"{each.id}  {each.kind:12} {each.state:8} {each.name}  {each.reason}")

    return all_


def _test(desk: Desk) -> click.Command:
    @click.command()
    @click.argument("connection_id", type=click.UUID)
    def test(connection_id: UUID) -> None:
        """Try the settings of a connection."""
        click.echo(desk.test(desk.called(connection_id)))

    return test


def _run(desk: Desk, runner: Runner) -> click.Command:
    @click.command()
    @click.argument("connection_id", type=click.UUID)
    def run(connection_id: UUID) -> None:
        """Ask the system now, whenever its turn would be."""
        runner.run(desk.called(connection_id))
        after = desk.called(connection_id)
        click.echo(after.reason or f"{after.told} events told so far.")

    return run


def _state(desk: Desk, name: str, state: State, words: str) -> click.Command:
    @click.command(name, help=words)
    @click.argument("connection_id", type=click.UUID)
    def change(connection_id: UUID) -> None:
        desk.set_state(desk.called(connection_id), state)
        click.echo(f"The connection is {state}.")

    return change


def _replay(desk: Desk, runner: Runner) -> click.Command:
    @click.command()
    @click.argument("connection_id", type=click.UUID)
    def replay(connection_id: UUID) -> None:
        """Try all dead letters of a connection once more."""
        connection = desk.called(connection_id)
        letters = desk.dead_letters(connection, 0, 1000)
        told = runner.replay(connection, letters) if letters else 0
        click.echo(f"{told} of {len(letters)} dead letters are told now.")

    return replay


def _remove(desk: Desk) -> click.Command:
    @click.command()
    @click.argument("connection_id", type=click.UUID)
    @click.confirmation_option(prompt="Forget it with its dead letters? Its statements stay.")
    def remove(connection_id: UUID) -> None:
        """Forget a connection; the statements that it told stay."""
        desk.remove(desk.called(connection_id))
        click.echo("The connection is gone.")

    return remove


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InvalidRequest(Violation("--set", f"{text} is not NAME=VALUE.", "hallway connector"))
    return name, value


def _print(made: Connection, desk: Desk, *, as_json: bool) -> None:
    address = desk.address(made)
    if as_json:
        click.echo(json.dumps({**_told(made, 0), "hook": address}))
    else:
        calls = f" The system is to call {address}" if address else ""
        click.echo(f"Connected {made.name} as {made.id}.{calls}")


def _told(connection: Connection, dead: int) -> dict[str, Any]:
    return {
        "id": str(connection.id),
        "kind": connection.kind,
        "name": connection.name,
        "state": connection.state,
        "reason": connection.reason,
        "told": connection.told,
        "dead_letters": dead,
    }
