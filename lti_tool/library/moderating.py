"""/app/library/<id>/report and /decide: learners report, those who answer for the course decide."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotPermitted
from lti_tool.clips.rules import onlooker
from lti_tool.library.desk import Desk
from lti_tool.library.rules import is_author
from lti_tool.rooms.visits import framed

_ONES_OWN = "You put it there yourself; change, hide or delete it."


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views, one, post = _Views(desk), "/app/library/<uuid:item_id>", ["POST"]
    pages.add_url_rule(f"{one}/report", "ask_report", views.ask)
    pages.add_url_rule(f"{one}/report", "report", views.report, methods=post)
    pages.add_url_rule(f"{one}/decide", "decide", views.decide, methods=post)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def ask(self, item_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        item = self._desk.keeping.seen(visit, item_id)
        return self._rooms.visits.page(visit, "library/report.html", item=item, done=False)

    def report(self, item_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        item = self._desk.keeping.seen(visit, item_id)
        if is_author(item, onlooker(visit).person_id):
            raise NotPermitted(_ONES_OWN)
        self._desk.keeping.report(visit, item, request.form.get("reason", ""))
        return self._rooms.visits.page(visit, "library/report.html", item=item, done=True)

    def decide(self, item_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        item = self._desk.keeping.seen(visit, item_id)
        act, words = request.form.get("act", ""), request.form.get("reason", "")
        self._desk.keeping.decide(visit, item, act, words)
        return framed(redirect(url_for(".item", item_id=item.id), 303), visit)
