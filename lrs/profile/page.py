"""/profile: the Profile as JSON-LD for programs, and as a page for people."""

from flask import Blueprint, Response, render_template, request

from lrs.profile import concepts
from lrs.profile.document import DEFINITION, document
from lrs.profile.patterns import PATTERNS
from lrs.profile.templates import TEMPLATES
from lrs.xapi import strict_json

_JSON_LD = "application/ld+json"
_FOR_PROGRAMS = (_JSON_LD, "application/json")
_GROUPS = (
    ("Verbs", concepts.VERBS),
    ("Activity types", concepts.ACTIVITY_TYPES),
    ("Context extensions", concepts.CONTEXT_EXTENSIONS),
    ("Result extensions", concepts.RESULT_EXTENSIONS),
)


def blueprint() -> Blueprint:
    """Build the page; its template stands beside it."""
    pages = Blueprint("profile", __name__, template_folder="templates")
    pages.add_url_rule("/profile", "profile", _profile)
    pages.add_url_rule("/profile.jsonld", "document", _document)
    return pages


def _profile() -> Response:
    """Answer in the form that is asked for, the page to whoever asks for nothing in particular."""
    best = request.accept_mimetypes.best_match(["text/html", *_FOR_PROGRAMS], "text/html")
    answer = _document() if best in _FOR_PROGRAMS else _page()
    answer.vary.add("Accept")
    return answer


def _document() -> Response:
    return Response(strict_json.dumps(document()), content_type=_JSON_LD)


def _page() -> Response:
    words = render_template(
        "profile/profile.html",
        definition=DEFINITION,
        groups=_GROUPS,
        templates=TEMPLATES,
        patterns=PATTERNS,
    )
    return Response(words)
