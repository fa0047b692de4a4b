"""/app/open: leads from a link to what it shows; asks the teacher when nobody else can say."""

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.launch.targets import OPEN, RECORD
from lti_tool.rooms.visits import TEACHERS, Visits, framed, stay
from lti_tool.services.course_copy.settling import Settling
from lti_tool.services.deep_linking.offers import Offers
from lti_tool.services.links import key_of


def blueprint(visits: Visits, offers: Offers, settling: Settling) -> Blueprint:
    """Build the page; templates stand beside it."""
    views = _Views(visits, offers, settling)
    pages = Blueprint("course_copy", __name__, template_folder="templates")
    pages.add_url_rule(OPEN, "open", views.open)
    pages.add_url_rule(OPEN, "decide", views.decide, methods=["POST"])
    return pages


class _Views:
    def __init__(self, visits: Visits, offers: Offers, settling: Settling) -> None:
        self._visits = visits
        self._offers = offers
        self._settling = settling

    def open(self) -> Response:
        visit = self._visits.visit(request)
        store_id = visit.viewer.store_id
        shown = self._settling.shown(store_id, key_of(visit.launch))
        choice = self._offers.find(store_id, shown.about) if shown else None
        if choice is not None:
            return framed(redirect(stay(choice.page), 303), visit)
        asks = visit.viewer.role in TEACHERS
        offers = self._offers.shown(visit) if asks else []
        return self._visits.page(
            visit,
            "course_copy/ask.html",
            offers=offers,
            gone=shown is not None,
            record=stay(RECORD),
        )

    def decide(self) -> Response:
        """Remember what the teacher says; raises NotFound for what isn't there."""
        visit = self._visits.teacher(request)
        store_id = visit.viewer.store_id
        choice = self._offers.find(store_id, request.form.get("choice", ""))
        if choice is None:
            raise NotFound("What was picked is not there any more.")
        self._settling.decide(store_id, key_of(visit.launch), choice.about, choice.rule)
        return framed(redirect(stay(choice.page), 303), visit)
