"""Wiring: services and rooms over one record store, for the pages and for the worker alike."""

from typing import NamedTuple

from lrs import Lrs
from lrs.outgoing import Fetch, Send
from lti_tool.launch.clock import Clock, now
from lti_tool.launch.session import Sessions
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visits
from lti_tool.services.assembly import Services


class Wired(NamedTuple):
    """What a process of the tool consists of."""

    sessions: Sessions
    services: Services
    rooms: Rooms


def wired(
    lrs: Lrs, fetch: Fetch | None = None, clock: Clock = now, send: Send | None = None
) -> Wired:
    sessions = Sessions(lrs.database, lrs.settings.base_url, clock)
    services = Services(lrs, send, clock, fetch)
    visits = Visits(lrs, sessions.viewer)
    return Wired(sessions, services, Rooms(lrs, visits, services.offers, services.grades, clock))
