"""Clips: two or three minutes that people record for each other, and videos from elsewhere."""

from flask import Blueprint

from lti_tool.clips import changing, library, making, page
from lti_tool.clips import lists as collections
from lti_tool.clips.captions import views as captions
from lti_tool.clips.desk import desk, learn
from lti_tool.clips.media import views as media
from lti_tool.clips.moderation import console as moderation
from lti_tool.clips.moderation import views as reporting
from lti_tool.clips.offers import add_offers
from lti_tool.clips.uploads import views as uploads
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "learn"]


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("clips", __name__, template_folder="templates")
    made = desk(rooms)
    for part in (library, making, collections, page, changing, captions, reporting, moderation):
        part.add_to(pages, made)
    media.add_to(pages, rooms.lrs, made.place, made.addresses)
    uploads.add_to(pages, rooms.visits, made.receiving)
    add_offers(rooms)
    add_link(pages, NavLink(20, "Library", "clips.library"))
    return pages
