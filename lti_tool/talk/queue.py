"""/app/talk/reports: what was reported in a course, for those who answer for it."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lrs.web.paging import page_number
from lti_tool.rooms.visits import Visit, framed
from lti_tool.talk.desk import Desk
from lti_tool.talk.moderating import Moderator
from lti_tool.talk.reports import Reports
from lti_tool.talk.rules import may_moderate, speaker
from lti_tool.talk.storage import Posts
from lti_tool.talk.words import printed

ON_A_PAGE = 25
NOTES = 25
LONGEST_NOTE = 1000
GONE = "There is no such report."


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the queue."""
    views = _Views(desk)
    pages.add_url_rule("/app/talk/reports", "reports", views.reports)
    decide = "/app/talk/reports/<uuid:report_id>"
    pages.add_url_rule(decide, "decide", views.decide, methods=["POST"])


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = desk.rooms.lrs.database

    def reports(self) -> Response:
        """List what waits, oldest first, and what was done of late."""
        visit = self._desk.rooms.visits.teacher(request)
        number = page_number(request.args.get("page", ""))
        course = speaker(visit).course_id
        with self._database.reading() as connection:
            reports = Reports(connection, visit.store_id)
            total = reports.count(course)
            waiting = reports.waiting(course, (number - 1) * ON_A_PAGE, ON_A_PAGE)
            notes = reports.notes(course, NOTES)
        return self._desk.page(
            visit,
            "talk/reports.html",
            waiting=[(report, post, printed(post.text, ())) for report, post in waiting],
            notes=notes,
            total=total,
            number=number,
            pages=max(1, -(-total // ON_A_PAGE)),
        )

    def decide(self, report_id: UUID) -> Response:
        visit = self._desk.rooms.visits.teacher(request)
        with self._database.reading() as connection:
            report = Reports(connection, visit.store_id).find(report_id)
            posts = Posts(connection, self._database.dialect, visit.store_id)
            post = posts.find(report.post_id) if report else None
        if post is None:
            raise NotFound(GONE)
        place = self._desk.place(visit, post.place_kind, post.place_id)
        if not may_moderate(place, speaker(visit)):
            raise NotFound(GONE)
        note = request.form.get("note", "")[:LONGEST_NOTE]
        who = Moderator(visit.store_id, visit.person_id, visit.viewer.name, visit.agent)
        self._desk.moderating.decide(who, place, post, request.form.get("act", ""), note)
        return self._back(visit)

    def _back(self, visit: Visit) -> Response:
        return framed(redirect(url_for("talk.reports"), 303), visit)
