"""Notifications: what happened for somebody, in their inbox, by mail and by push."""

from flask import Blueprint

from lti_tool.notifications import views
from lti_tool.rooms.rooms import Rooms


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("notifications", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    return pages
