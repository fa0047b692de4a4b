"""Retention: after how many days a store lets words, clips and the detail of watching go."""

from flask import Blueprint

from lti_tool.retention import console, tables
from lti_tool.retention.letting_go import LettingGo
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "learn", "tables"]

ERRAND = "retention"


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the page; its template stands beside it."""
    pages = Blueprint("retention", __name__, template_folder="templates")
    console.add_to(pages, rooms)
    learn(rooms)
    return pages


def learn(rooms: Rooms) -> None:
    """Let the worker know what runs at night."""
    rooms.lrs.queue.learn(ERRAND, LettingGo(rooms.lrs, rooms.clock).run)
