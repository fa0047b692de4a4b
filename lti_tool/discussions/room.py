"""The pages of the discussions on one blueprint, and what teachers may pick of them."""

from flask import Blueprint

from lti_tool.discussions import tables, views
from lti_tool.discussions.offer import TopicOffer
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("discussions", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    rooms.offers.add(TopicOffer(rooms))
    add_link(pages, NavLink(30, "Discussions", "discussions.list"))
    return pages
