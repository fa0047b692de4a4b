"""The pages of the talk on one blueprint."""

from flask import Blueprint

from lti_tool.rooms.rooms import Rooms
from lti_tool.talk import acts, console, experts, forgetting, people, queue, tables, views
from lti_tool.talk.desk import Desk

__all__ = ["blueprint", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("talk", __name__, template_folder="templates")
    desk = Desk(rooms)
    people.add_to(pages, rooms)
    for room in (views, acts, queue, console, experts):
        room.add_to(pages, desk)
    learn(rooms)
    return pages


def learn(rooms: Rooms) -> None:
    """Let the worker know what the talk needs."""
    rooms.lrs.queue.learn(forgetting.ERRAND, forgetting.Forgetting(rooms.lrs, rooms.clock).run)
