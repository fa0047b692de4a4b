"""Watching: the player of clips, what it tells of each viewing, and what of a clip people watch."""

from flask import Blueprint

from lti_tool.clips.watching import closing, views
from lti_tool.rooms.rooms import Rooms


def blueprint(rooms: Rooms) -> Blueprint:
    """Build what players post to; templates stand beside it."""
    pages = Blueprint("watching", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    learn(rooms)
    return pages


def learn(rooms: Rooms) -> None:
    """Let the worker know what watching needs."""
    rooms.lrs.queue.learn(closing.ERRAND, closing.Closing(rooms).run)
