"""Insights: which clips work, what people object to, what waits for an answer, and how fast stories get out."""

from flask import Blueprint

from lti_tool.insights import views
from lti_tool.rooms.rooms import Rooms


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("insights", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    return pages
