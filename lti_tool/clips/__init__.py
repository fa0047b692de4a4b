"""Clips: two or three minutes that people record for each other, and videos from elsewhere."""

from flask import Blueprint

from lti_tool.clips import library, page
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms

LIBRARY = "clips.library"


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("clips", __name__, template_folder="templates")
    library.add_to(pages, rooms)
    page.add_to(pages, rooms)
    add_link(pages, NavLink(20, "Clips", LIBRARY))
    return pages
