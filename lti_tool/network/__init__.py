"""The network: talks, mentoring, events and looking back; people tell of them, and agree to what is told of them."""

from flask import Blueprint

from lrs import Lrs
from lti_tool.launch.clock import Clock, now
from lti_tool.network import coverage, settings_page
from lti_tool.network.encounters import views as encounters
from lti_tool.network.events import organising
from lti_tool.network.events import views as events
from lti_tool.network.events.offer import EventOffer
from lti_tool.network.introductions import views as introductions
from lti_tool.network.mentorings import views as mentorings
from lti_tool.network.reviews import views as reviews
from lti_tool.network.reviews.asking import ERRAND, Asking
from lti_tool.network.stops import views as stops
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.places import Places
from lti_tool.rooms.rooms import Rooms
from lti_tool.services.deep_linking.offers import Choice

_HOME = Choice(
    "network",
    "Network",
    "Talks, introductions, mentoring, events: what people learn from each other in passing.",
    "/app/network",
)


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("network", __name__, template_folder="templates")
    for part in (
        encounters,
        introductions,
        mentorings,
        organising,
        events,
        reviews,
        stops,
        coverage,
        settings_page,
    ):
        part.add_to(pages, rooms)
    add_link(pages, NavLink(40, "Network", "network.home"))
    rooms.offers.add(Places("Network", _HOME))
    rooms.offers.add(EventOffer(rooms))
    learn(rooms.lrs, rooms.clock)
    return pages


def learn(lrs: Lrs, clock: Clock = now) -> None:
    """Let the worker know when to ask people to look back."""
    lrs.queue.learn(ERRAND, Asking(lrs, clock).run)
