"""Discussions: topics of a course or of the whole store, and what is said about them."""

from flask import Blueprint

from lti_tool.discussions import tables
from lti_tool.rooms.rooms import Rooms

__all__ = ["blueprint", "tables"]


def blueprint(rooms: Rooms) -> Blueprint:  # noqa: ARG001
    """Build the pages; templates stand beside them."""
    return Blueprint("discussions", __name__, template_folder="templates")
