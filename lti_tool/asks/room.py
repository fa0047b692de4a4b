"""The pages of the asks on one blueprint, what teachers may pick of them, and the errands of the worker."""

from flask import Blueprint

from lrs import Lrs
from lti_tool.asks import acts, console, forgetting, reminding, reported, tables, views
from lti_tool.asks.offer import AskOffer
from lti_tool.launch.clock import Clock, now
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "learn", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("asks", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    acts.add_to(pages, rooms)
    reported.add_to(pages, rooms)
    console.add_to(pages, rooms.lrs)
    rooms.offers.add(AskOffer(rooms))
    add_link(pages, NavLink(25, "Asks", "asks.list"))
    learn(rooms.lrs, rooms.clock)
    return pages


def learn(lrs: Lrs, clock: Clock = now) -> None:
    """Let the worker know the errands of the asks."""
    lrs.queue.learn(reminding.ERRAND, reminding.Reminding(lrs, clock).run)
    lrs.queue.learn(forgetting.ERRAND, forgetting.Forgetting(lrs, clock).run)
