"""The hallway command's groups for stores and keys. A command parses, calls one verb and prints."""

import json

import click

from lrs.access import Scope
from lrs.facade import Lrs

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command groups of the record store."""
    return [_store(lrs), _key(lrs)]


def _store(lrs: Lrs) -> click.Group:
    group = click.Group("store", help="Stores: one organisation's record each.")

    @group.command()
    @click.argument("name")
    @click.option("--title", default="", help="The organisation's name, as transcripts print it.")
    @click.option("--time-zone", default="UTC", help="IANA name, such as Europe/Oslo.")
    @json_option
    def create(name: str, title: str, time_zone: str, as_json: bool) -> None:
        """Make a store."""
        store = lrs.create_store(name, title, time_zone)
        answer = {"id": store.id, "name": store.name}
        click.echo(json.dumps(answer) if as_json else f"Made the store {store.name}.")

    @group.command(name="list")
    @json_option
    def list_stores(as_json: bool) -> None:
        """List the stores."""
        found = [{"id": s.id, "name": s.name, "title": s.title} for s in lrs.stores()]
        click.echo(json.dumps(found) if as_json else "\n".join(str(s["name"]) for s in found))

    return group


def _key(lrs: Lrs) -> click.Group:
    group = click.Group("key", help="xAPI credentials.")

    @group.command()
    @click.option("--store", "store_name", required=True, help="The store that it opens.")
    @click.option(
        "--scope",
        "scopes",
        multiple=True,
        type=click.Choice([scope.value for scope in Scope]),
        default=["all"],
    )
    @click.option("--name", default="xAPI client", help="The authority's name in statements.")
    @json_option
    def create(store_name: str, scopes: tuple[str, ...], name: str, as_json: bool) -> None:
        """Make a credential; its secret is shown this once."""
        made = lrs.create_key(lrs.store_named(store_name), map(Scope, scopes), name)
        answer = {"key": made.key, "secret": made.secret}
        words = f"key     {made.key}\nsecret  {made.secret}\nThe secret is not shown again."
        click.echo(json.dumps(answer) if as_json else words)

    @group.command()
    @click.argument("key")
    def revoke(key: str) -> None:
        """Close a credential for good."""
        lrs.revoke_key(key)
        click.echo("The key opens nothing any more.")

    return group
