"""The administrator's pages: people and their records, and transcripts of the whole store."""

from flask import Blueprint

from lrs.console import overview, people, sign_in, transcripts
from lrs.console.door import Door
from lrs.facade import Lrs


def blueprint(lrs: Lrs) -> Blueprint:
    """Build everything under /console."""
    pages = Blueprint("console", __name__, url_prefix="/console", template_folder="templates")
    door = Door(lrs)
    for room in (sign_in, overview, people, transcripts):
        room.add_to(pages, lrs, door)
    return pages
