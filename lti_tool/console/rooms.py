"""The rooms of the console that are about LMSs, on one blueprint."""

from flask import Blueprint

from lrs import Lrs
from lrs.console.door import Door
from lrs.console.rail import RailLink, add_link
from lrs.outgoing import Send
from lti_tool.console import adding, launches, platform, platforms
from lti_tool.launch.assembly import way_out
from lti_tool.launch.clock import Clock


def blueprint(lrs: Lrs, send: Send | None, clock: Clock) -> Blueprint:
    """Build /console/platforms and /console/launches; templates stand beside it."""
    pages = Blueprint("platforms", __name__, url_prefix="/console", template_folder="templates")
    door, out = Door(lrs), send or way_out(lrs.settings).send
    platforms.add_to(pages, lrs, door, clock)
    adding.add_to(pages, lrs, door)
    platform.add_to(pages, lrs, door, out)
    launches.add_to(pages, lrs, door)
    add_link(pages, "LMSs", RailLink("Platforms", "platforms.list"))
    add_link(pages, "LMSs", RailLink("Launches", "platforms.launches"))
    return pages
