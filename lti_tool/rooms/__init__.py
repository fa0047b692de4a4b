"""What all rooms inside the LMS share: the visit, the frame of their pages, and how they record."""

from flask import Blueprint


def furniture() -> Blueprint:
    """Build what serves no page by itself: the templates that the pages of all rooms extend."""
    return Blueprint("rooms", __name__, template_folder="templates")
