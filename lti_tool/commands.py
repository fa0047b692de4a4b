"""The command `hallway platform`. A command parses, calls one verb and prints."""

import json
from typing import Any
from uuid import UUID

import click

from lrs import Lrs
from lrs.console.alarms import Ring
from lti_tool import clips, network, notifications, retention, sharing, upkeep_commands
from lti_tool.asks import room as asks
from lti_tool.clips import watching
from lti_tool.launch.clock import now
from lti_tool.launch.deciding import enable_platform
from lti_tool.launch.dynamic_registration.invitations import Invitations
from lti_tool.launch.platforms import Platform
from lti_tool.launch.registration import (
    NewPlatform,
    add_platform,
    all_platforms,
    disable_platform,
)
from lti_tool.library import room as library
from lti_tool.rooms.wiring import wired
from lti_tool.talk import room as talk

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


def commands(lrs: Lrs, stopped: Ring | None = None) -> list[click.Command]:
    """Build the command groups of the tool, and let `hallway worker` know its errands.

    `stopped` says what stopped elsewhere, which administrators are told by mail.
    """
    _, services, rooms = wired(lrs)
    notifications.learn(lrs)
    if stopped:
        notifications.watch(lrs, stopped)
    clips.learn(lrs)
    library.learn(lrs)
    sharing.learn(lrs)
    asks.learn(lrs)
    network.learn(lrs, now)
    watching.learn(rooms)
    talk.learn(rooms)
    retention.learn(rooms)
    group = click.Group("platform", help="LMSs that may launch the tool.")
    group.add_command(_add(lrs))
    group.add_command(_list(lrs))
    group.add_command(_disable(lrs))
    group.add_command(_enable(lrs))
    group.add_command(_invite(lrs))
    for command in upkeep_commands.commands(lrs, services.rosters):
        group.add_command(command)
    return [group]


def _add(lrs: Lrs) -> click.Command:
    @click.command()
    @click.option("--store", required=True, help="The store that its people belong to.")
    @click.option("--issuer", required=True, help="The LMS's issuer, as it writes it (iss).")
    @click.option("--client-id", required=True, help="The id that the LMS gave the tool.")
    @click.option("--auth-url", required=True, help="Where the LMS authenticates.")
    @click.option("--token-url", required=True, help="Where the LMS hands out access tokens.")
    @click.option("--jwks-url", required=True, help="Where the LMS publishes its keys.")
    @click.option("--deployment-id", multiple=True, help="May be given several times.")
    @click.option("--audience", default="", help="For access tokens, if not the token URL.")
    @click.option("--allow-anonymous", is_flag=True, help="Let launches in that name nobody.")
    @json_option
    def add(store: str, deployment_id: tuple[str, ...], as_json: bool, **given: Any) -> None:
        """Let an LMS in."""
        new = NewPlatform(deployments=frozenset(deployment_id), **given)
        made = add_platform(lrs.database, lrs.store_named(store), new)
        base = lrs.settings.base_url
        click.echo(json.dumps({"id": str(made.id)}) if as_json else _welcome(made, base))

    return add


def _list(lrs: Lrs) -> click.Command:
    @click.command(name="list")
    @json_option
    def list_platforms(as_json: bool) -> None:
        """List the LMSs."""
        stores = {store.id: store.name for store in lrs.stores()}
        found = [_described(p, stores[p.store_id]) for p in all_platforms(lrs.database)]
        if as_json:
            click.echo(json.dumps(found))
        for row in [] if as_json else found:
            closed = "  disabled" if row["disabled"] else ""
            click.echo(f"{row['id']}  {row['store']}  {row['issuer']}  {row['client_id']}{closed}")

    return list_platforms


def _disable(lrs: Lrs) -> click.Command:
    @click.command()
    @click.argument("platform", type=click.UUID, metavar="ID")
    def disable(platform: UUID) -> None:
        """Refuse further launches of an LMS, and end the visits that came from it."""
        disable_platform(lrs.database, platform)
        click.echo("The platform launches nothing any more.")

    return disable


def _enable(lrs: Lrs) -> click.Command:
    @click.command()
    @click.argument("platform", type=click.UUID, metavar="ID")
    def enable(platform: UUID) -> None:
        """Let an LMS in again that was disabled, as it was."""
        enable_platform(lrs.database, platform)
        click.echo("The platform may launch again.")

    return enable


def _invite(lrs: Lrs) -> click.Command:
    @click.command()
    @click.option("--store", required=True, help="The store that its people will belong to.")
    @click.option("--auto-approve", is_flag=True, help="Let in every deployment that it makes.")
    @json_option
    def invite(store: str, auto_approve: bool, as_json: bool) -> None:
        """Make an address by which one LMS registers itself, within a week."""
        invitations = Invitations(lrs.database, now)
        token = invitations.invite(lrs.store_named(store), "hallway platform invite", auto_approve)
        url = f"{lrs.settings.base_url.rstrip('/')}/lti/register/{token}"
        click.echo(json.dumps({"url": url}) if as_json else url)

    return invite


def _described(platform: Platform, store: str) -> dict[str, object]:
    return {
        "id": str(platform.id),
        "store": store,
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "auth_url": platform.auth_url,
        "token_url": platform.token_url,
        "jwks_url": platform.jwks_url,
        "audience": platform.audience,
        "deployments": sorted(platform.deployments),
        "allow_anonymous": platform.allow_anonymous,
        "disabled": platform.disabled is not None,
    }


def _welcome(platform: Platform, base_url: str) -> str:
    """Say what the LMS in its turn wants to know."""
    return "\n".join(
        [
            f"Registered as {platform.id}. In the LMS enter:",
            f"  tool URL              {base_url}/lti/launch",
            f"  login initiation URL  {base_url}/lti/login",
            f"  redirect URI          {base_url}/lti/launch",
            f"  public keyset URL     {base_url}/lti/jwks",
        ]
    )
