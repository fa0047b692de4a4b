"""A visit without a cookie: one page holds the token of the launch in memory, fetches with it and renews it."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from lrs.web import open_to
from lti_tool.launch.clock import SECOND
from lti_tool.launch.launching import Opened
from lti_tool.launch.session import IN_MEMORY, Sessions
from lti_tool.rooms.loading import everything


def entered(opened: Opened) -> Response:
    """Answer a launch with the page that holds its token."""
    seconds = IN_MEMORY // SECOND
    page = render_template("launch/enter.html", opened=opened, seconds=seconds)
    # The answer of deep linking is posted from this page too, and clips are played on it.
    home = opened.framers
    answer = make_response(page)
    return open_to(answer, frame_ancestors=home, form_action=home, **everything())


def blueprint(sessions: Sessions) -> Blueprint:
    """Build the address where that page renews its token."""
    pages = Blueprint("in_memory", __name__)

    def renew() -> Response:
        return jsonify(seconds=sessions.renew(request))

    pages.add_url_rule("/app/session", view_func=renew, methods=["POST"])
    return pages
