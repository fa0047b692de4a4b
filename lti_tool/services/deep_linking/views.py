"""/app/deep-linking: the page on which a teacher picks, and the form that carries the answer home."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from lrs import NotPermitted
from lrs.web import open_to
from lti_tool.launch.claims import DEEP_LINKING
from lti_tool.launch.messages import DEEP_LINK
from lti_tool.launch.platforms import origin
from lti_tool.rooms.visits import Visit, Visits
from lti_tool.services.deep_linking.offers import Offers
from lti_tool.services.deep_linking.picking import PickingDesk
from lti_tool.services.deep_linking.request import LTI_LINK, Request, read

PAGE = "/app/deep-linking"
_NOT_ASKED = (
    "Your LMS didn't ask for something to be picked; begin in your course, where a link is added."
)


def blueprint(visits: Visits, offers: Offers, desk: PickingDesk) -> Blueprint:
    """Build the page; templates stand beside it."""
    views = _Views(visits, offers, desk)
    pages = Blueprint("deep_linking", __name__, template_folder="templates")
    pages.add_url_rule(PAGE, "pick", views.pick)
    pages.add_url_rule(PAGE, "answer", views.answer, methods=["POST"])
    return pages


class _Views:
    def __init__(self, visits: Visits, offers: Offers, desk: PickingDesk) -> None:
        self._visits = visits
        self._offers = offers
        self._desk = desk

    def pick(self) -> Response:
        visit, asked = self._asked()
        return self._visits.page(
            visit,
            "deep_linking/pick.html",
            asked=asked,
            offers=self._offers.shown(visit) if asked.item_type else [],
            gradable=asked.line_items and asked.item_type == LTI_LINK,
        )

    def answer(self) -> Response:
        """Give a form that posts the answer by itself, or by a button."""
        visit, asked = self._asked()
        chosen = [] if "nothing" in request.form else request.form.getlist("choice")
        token = self._desk.answer(visit, asked, request.form, chosen)
        page = render_template(
            "deep_linking/send.html", viewer=visit.viewer, asked=asked, token=token
        )
        origins = visit.viewer.platform_origins
        home = {*origins, origin(asked.return_url)} - {""}
        return open_to(make_response(page), frame_ancestors=origins, form_action=sorted(home))

    def _asked(self) -> tuple[Visit, Request]:
        visit = self._visits.teacher(request)
        if visit.launch.message_type != DEEP_LINK:
            raise NotPermitted(_NOT_ASKED)
        return visit, read(visit.claim(DEEP_LINKING))
