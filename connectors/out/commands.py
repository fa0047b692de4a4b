"""The command `hallway outlet`. A command parses, calls one verb and prints."""

import json
from typing import Any
from uuid import UUID

import click

from connectors.out import forms
from connectors.out.office import Office
from connectors.out.outlet import Kind, Outlet
from connectors.out.plan import Plan
from connectors.out.sending import Sending
from connectors.storage import State
from lrs import InvalidRequest, Violation

_LISTS = ("verbs", "types", "groups", "happenings", "keys")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
store_option = click.option("--store", "store_name", required=True, help="Name of the store.")


def outlet_commands(office: Office, sending: Sending) -> click.Group:
    """Build the group."""
    group = click.Group("outlet", help="Where statements and calls go out to.")
    for command in (_add(office), _list(office), _test(office, sending), _run(office, sending)):
        group.add_command(command)
    group.add_command(_state(office, "pause", State.PAUSED, "Stop an outlet for now."))
    group.add_command(_state(office, "resume", State.ACTIVE, "Let an outlet work again."))
    group.add_command(_replay(office))
    group.add_command(_remove(office))
    return group


def _add(office: Office) -> click.Command:
    @click.command()
    @click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
    @store_option
    @click.option("--name", default="", help="What administrators call it.")
    @click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A setting.")
    @click.option("--since", default="now", help="A day, beginning or now.")
    @json_option
    def add(
        kind: str, store_name: str, name: str, given: tuple[str, ...], since: str, as_json: bool
    ) -> None:
        """Add an outlet; settings that are lists may be given several times."""
        store = office.lrs.store_named(store_name)
        plan = Plan(Kind(kind), name, _settings(given), forms.since(since))
        made = office.add(store.id, plan, "command")
        secret = office.place(made).secret if made.kind is Kind.WEBHOOK else ""
        if as_json:
            click.echo(
                json.dumps({**_told(office, made), **({"secret": secret} if secret else {})})
            )
        else:
            signed = f" Its calls are signed with {secret}" if secret else ""
            click.echo(f"Added {made.name} as {made.id}.{signed}")

    return add


def _list(office: Office) -> click.Command:
    @click.command("list")
    @store_option
    @json_option
    def all_(store_name: str, as_json: bool) -> None:
        """List the outlets of a store, and how far behind each is."""
        found = [_told(office, each) for each in office.all(office.lrs.store_named(store_name).id)]
        if as_json:
            click.echo(json.dumps(found))
        for each in [] if as_json else found:
            behind = f"{each['behind']} behind"
            click.echo(f"{each['id']}  {each['kind']:8} {each['state']:8} {behind}  {each['name']}")

    return all_


def _test(office: Office, sending: Sending) -> click.Command:
    @click.command()
    @click.argument("outlet_id", type=click.UUID)
    def test(outlet_id: UUID) -> None:
        """Try where an outlet leads."""
        click.echo(sending.test(office.anywhere(outlet_id)))

    return test


def _run(office: Office, sending: Sending) -> click.Command:
    @click.command()
    @click.argument("outlet_id", type=click.UUID)
    def run(outlet_id: UUID) -> None:
        """Send now what waits, whenever its turn would be."""
        sending.run(office.anywhere(outlet_id))
        after = office.anywhere(outlet_id)
        click.echo(after.reason or f"{after.sent} sent so far.")

    return run


def _state(office: Office, name: str, state: State, words: str) -> click.Command:
    @click.command(name, help=words)
    @click.argument("outlet_id", type=click.UUID)
    def change(outlet_id: UUID) -> None:
        office.set_state(office.anywhere(outlet_id), state)
        click.echo(f"The outlet is {state}.")

    return change


def _replay(office: Office) -> click.Command:
    @click.command()
    @click.argument("outlet_id", type=click.UUID)
    def replay(outlet_id: UUID) -> None:
        """Let go out once more what did not arrive."""
        click.echo(f"{office.replay(office.anywhere(outlet_id))} go out again with the next run.")

    return replay


def _remove(office: Office) -> click.Command:
    @click.command()
    @click.argument("outlet_id", type=click.UUID)
    @click.confirmation_option(prompt="Forget it with its deliveries?")
    def remove(outlet_id: UUID) -> None:
        """Forget an outlet; what arrived there stays there."""
        office.remove(office.anywhere(outlet_id))
        click.echo("The outlet is gone.")

    return remove


def _settings(given: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign:
            wrong = Violation("--set", f"{text} is not NAME=VALUE.", "hallway outlet")
            raise InvalidRequest(wrong)
        if name in _LISTS:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def _told(office: Office, outlet: Outlet) -> dict[str, Any]:
    lag = office.lag(outlet)
    return {
        "id": str(outlet.id),
        "kind": outlet.kind,
        "name": outlet.name,
        "state": outlet.state,
        "reason": outlet.reason,
        "sent": outlet.sent,
        "behind": lag.statements,
        "behind_seconds": lag.seconds,
        "waiting": lag.waiting,
        "dead": lag.dead,
    }
