"""The tool inside an LMS."""

from collections.abc import Callable

from flask import Blueprint
from flask_smorest import Blueprint as ApiBlueprint

from lrs import Lrs
from lrs.outgoing import Fetch, Send
from lti_tool import (
    clips,
    console,
    contributors,
    insights,
    mentoring,
    network,
    notifications,
    record_page,
    retention,
    sharing,
    sources,
    sponsors,
    suggestions,
)
from lti_tool.asks import room as asks
from lti_tool.clips import watching
from lti_tool.commands import commands
from lti_tool.discussions import room as discussions
from lti_tool.doctor import explaining
from lti_tool.doctor.journal import Journal
from lti_tool.launch import assembly, in_memory, selector
from lti_tool.launch.clock import Clock, now
from lti_tool.launch.dynamic_registration import assembly as registration
from lti_tool.launch.own_window import OwnWindow
from lti_tool.library import room as library
from lti_tool.needs import resources as needs_api
from lti_tool.needs import room as needs
from lti_tool.notifications import console as notices_console
from lti_tool.record_page import resources as journeys_api
from lti_tool.rooms import furniture
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.wiring import wired
from lti_tool.sandbox.views import Views as Sandbox
from lti_tool.sources.offered import Sources
from lti_tool.suggestions.offered import Suggestions
from lti_tool.talk import room as talk

# The rooms in which people learn from each other; each is built with the same furniture.
_ROOMS: tuple[Callable[[Rooms], Blueprint], ...] = (
    clips.blueprint,
    library.blueprint,
    watching.blueprint,
    insights.blueprint,
    talk.blueprint,
    asks.blueprint,
    needs.blueprint,
    discussions.blueprint,
    notifications.blueprint,
    sharing.blueprint,
    contributors.blueprint,
    retention.blueprint,
    network.blueprint,
    sponsors.blueprint,
)

__all__ = ["api", "blueprints", "commands"]


def api(lrs: Lrs, clock: Clock = now) -> list[ApiBlueprint]:
    """Build what programs reach below /api/v1."""
    return [needs_api.blueprint(lrs, clock), journeys_api.blueprint(lrs)]


def blueprints(
    lrs: Lrs,
    fetch: Fetch | None = None,
    clock: Clock = now,
    send: Send | None = None,
    connected: Sources | None = None,
    suggested: Suggestions | None = None,
) -> list[Blueprint]:
    """Build the launch, the pages of the tool and the sandbox.

    `connected` are the systems that members may pause, `suggested` is what these suggest. Tests give a `fetch` for keys, a `send` for services, and a `clock`.
    """
    sessions, services, rooms = wired(lrs, fetch, clock, send)
    note = Journal(lrs.database, clock).note
    found = [
        furniture(),
        assembly.blueprint(lrs, note, fetch, clock),
        registration.blueprint(lrs, send, clock),
        in_memory.blueprint(sessions),
        OwnWindow(lrs.database, lrs.settings.base_url, lrs.settings.secret, clock).blueprint(),
        explaining.blueprint(),
        console.blueprint(lrs, send, clock),
        notices_console.blueprint(lrs),
        mentoring.blueprint(lrs, sessions),
        record_page.blueprint(lrs, sessions.viewer, rooms),
        *services.blueprints(rooms.visits),
        *(room(rooms) for room in _ROOMS),
    ]
    if connected is not None:
        found.append(sources.blueprint(rooms, connected))
    if suggested is not None:
        found.append(suggestions.blueprint(rooms, suggested))
    if lrs.settings.sandbox:
        found.append(Sandbox(lrs).blueprint())
    return [*found, selector.blueprint()]
