"""A visit without a cookie: one page holds the token of the launch in memory, fetches with it and renews it."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from lrs.web import open_to
from lti_tool.launch.clock import SECOND
from lti_tool.launch.launching import Opened
from lti_tool.launch.session import IN_MEMORY, Sessions


def entered(opened: Opened) -> Response:
    """Answer a launch with the page that holds its token."""
    seconds = IN_MEMORY // SECOND
    page = render_template("launch/enter.html", opened=opened, seconds=seconds)
    # The answer of deep linking is posted from this page too.
    home = opened.framers
    return open_to(make_response(page), frame_ancestors=home, form_action=home)


def blueprint(sessions: Sessions) -> Blueprint:
    """Build the address where that page renews its token."""
    pages = Blueprint("in_memory", __name__)

    def renew() -> Response:
        return jsonify(seconds=sessions.renew(request))

    pages.add_url_rule("/app/session", view_func=renew, methods=["POST"])
    return pages
