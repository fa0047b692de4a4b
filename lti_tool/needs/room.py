"""The pages of the needs on one blueprint."""

from flask import Blueprint

from lti_tool.needs import console, describing, ending, tables, views
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.places import Places
from lti_tool.rooms.rooms import Rooms
from lti_tool.services.deep_linking.offers import Choice

__all__ = ["blueprint", "tables"]

_HOME = Choice(
    "needs",
    "For you",
    "What each works on now, and the clips and answers that fit it.",
    "/app/needs",
)


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("needs", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    ending.add_to(pages, rooms)
    describing.add_to(pages, rooms)
    console.add_to(pages, rooms.lrs)
    add_link(pages, NavLink(45, "For you", "needs.list"))
    rooms.offers.add(Places("For you", _HOME))
    return pages
