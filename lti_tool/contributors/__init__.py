"""Contributors: customers and members who make content: auditions, work for a fee, hours given."""

from flask import Blueprint

from lti_tool.contributors import staff_desk, tables, views
from lti_tool.contributors.board import Board
from lti_tool.contributors.comparison_page import add_to as add_comparison
from lti_tool.contributors.console import add_to as add_console
from lti_tool.contributors.desk import Desk
from lti_tool.contributors.directory import add_to as add_directory
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.places import Places
from lti_tool.rooms.rooms import Rooms
from lti_tool.services.deep_linking.offers import Choice

__all__ = ["blueprint", "tables"]

_HOME = Choice(
    "contribute",
    "Contribute",
    "Invitations, auditions, work for a fee, and hours that people give.",
    "/app/contribute",
)


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("contributors", __name__, template_folder="templates")
    desk = Desk(Board(rooms))
    for add in (views.add_to, staff_desk.add_to, add_directory, add_console, add_comparison):
        add(pages, desk)
    add_link(pages, NavLink(50, "Contribute", "contributors.home"))
    rooms.offers.add(Places("Contributors", _HOME))
    return pages
