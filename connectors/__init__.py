"""Outside systems become statements: one folder per system."""

from collections.abc import Callable

import click
from flask import Blueprint

from connectors import console, hooks, run, webhooks
from connectors.commands import connector_commands
from connectors.desk import Desk
from connectors.hooks import Hooks
from connectors.imports import office, work
from connectors.imports.office import Office
from connectors.members import MemberSources
from connectors.run import Runner
from lrs import Lrs
from lrs.clock import now
from lrs.outgoing import Outgoing, Send

__all__ = ["blueprints", "commands", "member_sources"]


def member_sources(lrs: Lrs, clock: Callable[[], int] = now) -> MemberSources:
    """Build what members see of connections, for a page of the tool."""
    return MemberSources(_built(lrs, None, clock)[0])


def blueprints(
    lrs: Lrs, send: Send | None = None, clock: Callable[[], int] = now
) -> list[Blueprint]:
    """Build the address of the webhooks and the administrator's pages."""
    desk, runner = _built(lrs, send, clock)
    return [webhooks.blueprint(desk), console.blueprint(desk, runner)]


def commands(
    lrs: Lrs, send: Send | None = None, clock: Callable[[], int] = now
) -> list[click.Command]:
    """Build `hallway connector`, and let `hallway worker` know what connections need."""
    desk, runner = _built(lrs, send, clock)
    return [connector_commands(desk, runner)]


def _built(lrs: Lrs, send: Send | None, clock: Callable[[], int]) -> tuple[Desk, Runner]:
    way_out = send or Outgoing(lrs.settings.allow_private_addresses).send
    desk = Desk(lrs, way_out, clock)
    runner = Runner(desk)
    lrs.queue.learn(run.ERRAND, runner.run_due)
    lrs.queue.learn(hooks.ERRAND, Hooks(desk, runner).work)
    lrs.queue.learn(office.ERRAND, work.Work(Office(desk), runner).work)
    return desk, runner
