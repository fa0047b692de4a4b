"""Sharing: sending a clip to many, with receipts that claim only what somebody knows."""

from flask import Blueprint

from lrs import Lrs
from lti_tool.launch.clock import Clock, now
from lti_tool.rooms.rooms import Rooms
from lti_tool.sharing import list_views, views
from lti_tool.sharing.sending import ERRAND, Sending


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("sharing", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    list_views.add_to(pages, rooms)
    learn(rooms.lrs, rooms.clock)
    return pages


def learn(lrs: Lrs, clock: Clock = now) -> None:
    """Let the worker know how shares are sent."""
    lrs.queue.learn(ERRAND, Sending(lrs, clock).run)
