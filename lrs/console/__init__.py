"""The administrator's pages: people and their records, and transcripts of the whole store."""

from flask import Blueprint

from lrs.console import (
    approvals,
    joining,
    members,
    overview,
    people,
    reports,
    rules,
    sign_in,
    transcripts,
)
from lrs.console.door import Door
from lrs.console.rail import RailLink, add_link
from lrs.facade import Lrs


def blueprint(lrs: Lrs) -> Blueprint:
    """Build everything under /console."""
    pages = Blueprint("console", __name__, url_prefix="/console", template_folder="templates")
    door = Door(lrs)
    for room in (
        sign_in,
        overview,
        approvals,
        people,
        joining,
        members,
        rules,
        transcripts,
        reports,
    ):
        room.add_to(pages, lrs, door)
    add_link(pages, "Reports", RailLink("Reports", "console.reports"))
    add_link(pages, "Reports", RailLink("Monitor desk", "console.monitor"))
    return pages
