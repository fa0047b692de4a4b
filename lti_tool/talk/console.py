"""/console/talk: what was reported anywhere in the store, and how the store wants its talk told and kept."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Lrs, NotFound, Violation
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lrs.web.paging import page_number
from lti_tool.talk.desk import Desk
from lti_tool.talk.house_rules import HouseRules, Rulebook
from lti_tool.talk.moderating import Moderator
from lti_tool.talk.places import kept_place
from lti_tool.talk.queue import GONE, LONGEST_NOTE, NOTES, ON_A_PAGE
from lti_tool.talk.reports import Reports
from lti_tool.talk.storage import Posts
from lti_tool.talk.words import printed

_MOST_DAYS = 36500
_NO_DAYS = (
    "“{}” is no number of days; write one from 1 to 36500, or nothing to keep texts for good."
)


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    lrs = desk.rooms.lrs
    door, views = Door(lrs), _Views(lrs, desk)
    pages.add_url_rule("/console/talk", "console", door.guarded(views.page))
    pages.add_url_rule("/console/talk", "rule", door.guarded(views.rule), methods=["POST"])
    decide = "/console/talk/reports/<uuid:report_id>"
    pages.add_url_rule(decide, "judge", door.guarded(views.judge), methods=["POST"])
    add_link(pages, "Talk", RailLink("Reports and rules", "talk.console"))


class _Views:
    def __init__(self, lrs: Lrs, desk: Desk) -> None:
        self._lrs = lrs
        self._desk = desk
        self._database = lrs.database

    def page(self, visitor: Visitor) -> str:
        number = page_number(request.args.get("page", ""))
        with self._database.reading() as connection:
            reports = Reports(connection, visitor.store.id)
            total = reports.count(None)
            waiting = reports.waiting(None, (number - 1) * ON_A_PAGE, ON_A_PAGE)
            notes = reports.notes(None, NOTES)
            rules = self._rulebook(connection, visitor).read()
        return render_template(
            "talk/console.html",
            visitor=visitor,
            waiting=[(report, post, printed(post.text, ())) for report, post in waiting],
            notes=notes,
            rules=rules,
            total=total,
            number=number,
            pages=max(1, -(-total // ON_A_PAGE)),
            saved="saved" in request.args,
        )

    def rule(self, visitor: Visitor) -> Response:
        """Keep the house rules."""
        rules = HouseRules("tell_text" in request.form, _days(request.form.get("days", "")))
        self._database.write(lambda c: self._rulebook(c, visitor).write(rules))
        return see(url_for("talk.console", saved=1))

    def judge(self, visitor: Visitor, report_id: UUID) -> Response:
        with self._database.reading() as connection:
            report = Reports(connection, visitor.store.id).find(report_id)
            posts = Posts(connection, self._database.dialect, visitor.store.id)
            post = posts.find(report.post_id) if report else None
        if post is None:
            raise NotFound(GONE)
        place = kept_place(self._desk.rooms, visitor.store.id, post)
        note = request.form.get("note", "")[:LONGEST_NOTE]
        who = Moderator(visitor.store.id, None, visitor.email, self._agent())
        self._desk.moderating.decide(who, place, post, request.form.get("act", ""), note)
        return see(url_for("talk.console"))

    def _agent(self) -> dict[str, object]:
        """Name whoever administers the store, and no person of it."""
        account = {"homePage": self._lrs.settings.base_url, "name": "administrator"}
        return {"objectType": "Agent", "name": "Administrator", "account": account}

    def _rulebook(self, connection: Connection, visitor: Visitor) -> Rulebook:
        return Rulebook(connection, self._database.dialect, visitor.store.id)


def _days(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_DAYS:
        return int(text)
    raise InvalidRequest(Violation("days", _NO_DAYS.format(text), ""))
