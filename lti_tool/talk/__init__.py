"""The talk: comments at a second, threads, mentions, likes, reports; the same for clips, discussions and asks."""

from flask import Blueprint

from lti_tool.rooms.rooms import Rooms
from lti_tool.talk import people, tables

__all__ = ["blueprint", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("talk", __name__, template_folder="templates")
    people.add_to(pages, rooms)
    return pages
