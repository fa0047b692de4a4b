"""The room: its pages, and its errand."""

from flask import Blueprint

from lrs import Lrs
from lti_tool.clips.media.place import place_at
from lti_tool.clips.purging import Purging
from lti_tool.launch.clock import Clock, now
from lti_tool.library import moderating, tending, views
from lti_tool.library.desk import desk
from lti_tool.library.keeping import PURGING
from lti_tool.library.storage import Items
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "learn"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("library", __name__, template_folder="templates")
    made = desk(rooms)
    for part in (views, tending, moderating):
        part.add_to(pages, made)
    return pages


def learn(lrs: Lrs, clock: Clock = now) -> None:
    """Let the worker know the errand of the library."""
    place = place_at(lrs.settings.media_url, lrs.settings.var)
    lrs.queue.learn(PURGING, Purging(lrs, place, clock, Items).run)
