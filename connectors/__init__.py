"""Outside systems become statements: one folder per system; and statements go out again, by `out`."""

from collections.abc import Callable
from typing import NamedTuple

import click
from flask import Blueprint
from flask_smorest import Blueprint as ApiBlueprint

from connectors import console, hooks, run, webhooks
from connectors.commands import connector_commands
from connectors.desk import Desk
from connectors.hooks import Hooks
from connectors.imports import office, work
from connectors.members import MemberSources
from connectors.out import resources, sending, views
from connectors.out.commands import outlet_commands
from connectors.out.office import Office
from connectors.out.sending import Sending
from connectors.run import Runner
from connectors.stopped import Stopped
from connectors.suggesting import Suggestions
from lrs import Lrs
from lrs.clock import now
from lrs.console.alarms import add_alarms
from lrs.outgoing import Outgoing, Send

__all__ = ["alarms", "api", "blueprints", "commands", "member_sources", "suggestions"]


def member_sources(lrs: Lrs, clock: Callable[[], int] = now) -> MemberSources:
    """Build what members see of connections, for a page of the tool."""
    return MemberSources(_built(lrs, None, clock).desk)


def suggestions(lrs: Lrs, clock: Callable[[], int] = now) -> Suggestions:
    """Build what connected systems suggest, for a page of the tool."""
    return Suggestions(_built(lrs, None, clock).desk)


def alarms(lrs: Lrs, clock: Callable[[], int] = now) -> Stopped:
    """Build what says which connections and outlets stopped, for those who tell the administrators."""
    built = _built(lrs, None, clock)
    return Stopped(built.desk, built.office)


def blueprints(
    lrs: Lrs, send: Send | None = None, clock: Callable[[], int] = now
) -> list[Blueprint]:
    """Build the address of the webhooks and the administrator's pages."""
    built = _built(lrs, send, clock)
    stopped = Stopped(built.desk, built.office)
    connected = console.blueprint(built.desk, built.runner)
    add_alarms(connected, stopped)
    return [
        webhooks.blueprint(built.desk),
        connected,
        views.blueprint(built.office, built.sending),
    ]


def api(lrs: Lrs, clock: Callable[[], int] = now) -> list[ApiBlueprint]:
    """Build what programs reach below /api/v1."""
    return [resources.blueprint(Office(lrs, clock))]


def commands(
    lrs: Lrs, send: Send | None = None, clock: Callable[[], int] = now
) -> list[click.Command]:
    """Build `hallway connector` and `hallway outlet`, and let `hallway worker` know what they need."""
    built = _built(lrs, send, clock)
    return [
        connector_commands(built.desk, built.runner),
        outlet_commands(built.office, built.sending),
    ]


class _Built(NamedTuple):
    """What a process of the connectors consists of."""

    desk: Desk
    runner: Runner
    office: Office
    sending: Sending


def _built(lrs: Lrs, send: Send | None, clock: Callable[[], int]) -> _Built:
    way_out = send or Outgoing(lrs.settings.allow_private_addresses).send
    desk, outlets = Desk(lrs, way_out, clock), Office(lrs, clock)
    runner = Runner(desk)
    built = _Built(desk, runner, outlets, Sending(outlets, desk, way_out))
    lrs.queue.learn(run.ERRAND, runner.run_due)
    lrs.queue.learn(hooks.ERRAND, Hooks(desk, runner).work)
    lrs.queue.learn(office.ERRAND, work.Work(office.Office(desk), runner).work)
    lrs.queue.learn(sending.ERRAND, built.sending.run_due)
    return built
