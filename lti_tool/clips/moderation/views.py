"""/app/clips/<id>/report and /app/clips/reported: learners report, those who answer for a course decide."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotPermitted
from lrs.web.paging import page_number
from lti_tool.clips.clip import Clip
from lti_tool.clips.desk import Desk
from lti_tool.clips.finding import clip_for
from lti_tool.clips.moderation.deciding import moderator
from lti_tool.clips.moderation.storage import ClipReports
from lti_tool.clips.rules import is_author, may_moderate, onlooker
from lti_tool.rooms.visits import Visit, framed

ON_A_PAGE = 25
_NOT_YOURS = "Teachers of the course, and administrators of the LMS, decide on its clips."
_ONES_OWN = "It is your own clip; change, hide or delete it yourself."


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views = _Views(desk)
    one, post = "/app/clips/<uuid:clip_id>", ["POST"]
    pages.add_url_rule(f"{one}/report", "ask_report", views.ask)
    pages.add_url_rule(f"{one}/report", "report", views.report, methods=post)
    pages.add_url_rule(f"{one}/decide", "decide", views.decide, methods=post)
    pages.add_url_rule("/app/clips/reported", "reported", views.reported)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def ask(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        return self._rooms.visits.page(visit, "clips/report.html", clip=clip, done=False)

    def report(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        if is_author(clip, onlooker(visit)):
            raise NotPermitted(_ONES_OWN)
        self._desk.deciding.report(visit, clip, request.form.get("reason", ""))
        return self._rooms.visits.page(visit, "clips/report.html", clip=clip, done=True)

    def reported(self) -> Response:
        """List what waits, oldest first, and what was done of late."""
        visit = self._rooms.visits.teacher(request)
        number, who = page_number(request.args.get("page", "")), onlooker(visit)
        with self._rooms.lrs.database.reading() as connection:
            reports = ClipReports(connection, visit.store_id)
            total = reports.count(who)
            waiting = reports.waiting(who, (number - 1) * ON_A_PAGE, ON_A_PAGE)
            done = reports.done(who, ON_A_PAGE)
        words = {"total": total, "waiting": waiting, "done": done, "number": number}
        pages = max(1, -(-total // ON_A_PAGE))
        return self._rooms.visits.page(visit, "clips/reported.html", pages=pages, **words)

    def decide(self, clip_id: UUID) -> Response:
        visit, clip = self._found(clip_id)
        if not may_moderate(clip, onlooker(visit)):
            raise NotPermitted(_NOT_YOURS)
        act, words = request.form.get("act", ""), request.form.get("reason", "")
        self._desk.deciding.decide(moderator(visit), clip, act, words)
        queue = request.form.get("back") == "reported" or act == "delete"
        back = url_for(".reported") if queue else url_for(".clip", clip_id=clip.id)
        return framed(redirect(back, 303), visit)

    def _found(self, clip_id: UUID) -> tuple[Visit, Clip]:
        visit = self._rooms.visits.visit(request)
        return visit, clip_for(self._rooms, visit, clip_id)
