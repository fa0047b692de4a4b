"""/app/asks/…/report: what is wrong with an ask or an answer; /app/asks/reports: those who teach decide."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs.web.paging import page_number
from lti_tool.asks.finding import answer_for, ask_for
from lti_tool.asks.moderating import Moderating, Written
from lti_tool.asks.reports import Reports
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.talk.rules import speaker, written
from lti_tool.talk.words import printed

_ON_A_PAGE, _NOTES = 25, 25
_LONGEST = 1000


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views, post = _Views(rooms), ["POST"]
    ask, answer = "/app/asks/<uuid:ask_id>/report", "/app/asks/answers/<uuid:answer_id>/report"
    pages.add_url_rule(ask, "ask_report", views.ask_report)
    pages.add_url_rule(ask, "report", views.report, methods=post)
    pages.add_url_rule(answer, "ask_report_answer", views.ask_report_answer)
    pages.add_url_rule(answer, "report_answer", views.report_answer, methods=post)
    pages.add_url_rule("/app/asks/reports", "reports", views.reports)
    pages.add_url_rule("/app/asks/reports/<uuid:report_id>", "decide", views.decide, methods=post)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._moderating = Moderating(rooms)
        self._database = rooms.lrs.database

    def ask_report(self, ask_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        what = Written(ask_for(self._rooms, visit, ask_id), None)
        return self._page(visit, "report.html", what=what)

    def report(self, ask_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        return self._report(visit, Written(ask_for(self._rooms, visit, ask_id), None))

    def ask_report_answer(self, answer_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        what = Written(*answer_for(self._rooms, visit, answer_id))
        return self._page(visit, "report.html", what=what)

    def report_answer(self, answer_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        return self._report(visit, Written(*answer_for(self._rooms, visit, answer_id)))

    def reports(self) -> Response:
        """List what waits, oldest first, and what was done of late."""
        visit = self._rooms.visits.teacher(request)
        number, course = page_number(request.args.get("page", "")), speaker(visit).course_id
        with self._database.reading() as connection:
            known = Reports(connection, visit.store_id)
            total, notes = known.count(course), known.notes(course, _NOTES)
            found = known.waiting(course, (number - 1) * _ON_A_PAGE, _ON_A_PAGE)
            written = self._moderating.written
            about = [(r, written(connection, visit.store_id, r)) for r in found]
        waiting = [(r, what, printed(_words(what), ())) for r, what in about if what]
        pages = max(1, -(-total // _ON_A_PAGE))
        said = {"waiting": waiting, "notes": notes, "total": total, "pages": pages}
        return self._page(visit, "reports.html", number=number, **said)

    def decide(self, report_id: UUID) -> Response:
        visit = self._rooms.visits.teacher(request)
        note, act = request.form.get("note", "")[:_LONGEST], request.form.get("act", "")
        self._moderating.decide(visit, report_id, act, note.strip())
        return framed(redirect(url_for("asks.reports"), 303), visit)

    def _report(self, visit: Visit, what: Written) -> Response:
        reason = written(request.form.get("reason", ""), field="reason", longest=_LONGEST)
        self._moderating.report(visit, what, reason)
        return self._page(visit, "thanks.html", what=what)

    def _page(self, visit: Visit, template: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, f"asks/{template}", **words)


def _words(what: Written) -> str:
    return what.answer.text if what.answer else what.ask.details
