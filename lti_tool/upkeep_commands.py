"""More of `hallway platform`: people of courses, meanings of roles, and keys."""

import json
from typing import Any
from uuid import UUID

import click

from lrs import Lrs
from lti_tool.launch.deciding import any_platform, override_roles
from lti_tool.launch.keys import Keys
from lti_tool.launch.roles import Role, overrides
from lti_tool.services.roster.fetching import RosterDesk

_SET = f"A role as the LMS sends it, and what it means here: {', '.join(Role)}."
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


def commands(lrs: Lrs, rosters: RosterDesk) -> list[click.Command]:
    """Build them; the group is in lti_tool.commands."""
    return [_roles(lrs), _roster(lrs, rosters), _rotate_keys(lrs)]


def _roles(lrs: Lrs) -> click.Command:
    @click.command()
    @click.argument("platform", type=click.UUID, metavar="ID")
    @click.option(
        "--set", "decided", type=(str, str), multiple=True, metavar="ROLE OURS", help=_SET
    )
    @click.option(
        "--forget", multiple=True, metavar="ROLE", help="Let a role mean the usual again."
    )
    @json_option
    def roles(
        platform: UUID, decided: tuple[tuple[str, str], ...], forget: tuple[str, ...], as_json: bool
    ) -> None:
        """Show what roles mean something else for one LMS, and decide so."""
        found = override_roles(lrs.database, platform, dict(decided), forget).role_overrides
        click.echo(json.dumps({"roles": overrides(found)}) if as_json else found or "As usual.")

    return roles


def _roster(lrs: Lrs, rosters: RosterDesk) -> click.Command:
    @click.command()
    @click.argument("platform", type=click.UUID, metavar="ID")
    @json_option
    def roster(platform: UUID, as_json: bool) -> None:
        """Fetch the people of every course from which an LMS opened the tool."""
        found = any_platform(lrs.database, platform)
        rosters.ask_platform(found.store_id, found.id)
        rosters.run()
        lines = [
            {
                "course": kept.title or kept.context_id,
                "people": len(rosters.members(found.store_id, kept.course)),
                "left": len(rosters.members(found.store_id, kept.course, gone=True)),
                "problem": kept.problem,
            }
            for kept in rosters.of_platform(found.store_id, found.id)
        ]
        click.echo(json.dumps(lines) if as_json else "\n".join(map(_counted, lines)))

    return roster


def _counted(line: dict[str, Any]) -> str:
    return (
        f"{line['course']}: {line['people']} people, {line['left']} left. {line['problem']}".strip()
    )


def _rotate_keys(lrs: Lrs) -> click.Command:
    @click.command(name="rotate-keys")
    @click.option("--now", "at_once", is_flag=True, help="Sign with it at once, not tomorrow.")
    @click.option("--stolen", is_flag=True, help="The same, and publish the old ones no longer.")
    @json_option
    def rotate_keys(at_once: bool, stolen: bool, as_json: bool) -> None:
        """Make another key for Hallway to sign with; the worker does so by itself in time."""
        kid = Keys(lrs.database, lrs.settings.secret).rotate(at_once, others_too=stolen)
        signs = "signs from now on" if at_once or stolen else "signs from tomorrow on"
        others = "the others are taken back" if stolen else "the others stay published for a month"
        said = f"The key {kid} is published and {signs}; {others}."
        click.echo(json.dumps({"kid": kid}) if as_json else said)

    return rotate_keys
