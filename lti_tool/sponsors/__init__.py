"""Sponsors: what somebody pays for or supports, and how many people it reached; never who they are."""

from flask import Blueprint

from lti_tool.rooms.rooms import Rooms
from lti_tool.sponsors import console, tables

__all__ = ["blueprint", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("sponsors", __name__, template_folder="templates")
    console.add_to(pages, rooms)
    return pages
