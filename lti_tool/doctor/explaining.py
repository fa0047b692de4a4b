"""The page that explains one code, for everybody who was sent it."""

from flask import Blueprint, Response, abort, make_response, render_template

from lrs.web import open_to
from lti_tool.doctor.chapters import chapters


def blueprint() -> Blueprint:
    """Build /lti/errors."""
    pages = Blueprint("doctor", __name__, template_folder="templates")
    pages.add_url_rule("/lti/errors/<code>", "explained", _explained)
    return pages


def _explained(code: str) -> Response:
    chapter = chapters().get(code)
    if chapter is None:
        abort(404)
    page = make_response(render_template("doctor/explained.html", chapter=chapter))
    return open_to(page, frame_ancestors=["http:", "https:"])
