"""/console/clips: reports of clips of all courses, hidden clips, and what was done."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from lrs import NotFound
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lrs.web.paging import page_number
from lti_tool.clips.desk import Desk
from lti_tool.clips.finding import GONE
from lti_tool.clips.moderation.deciding import Moderator
from lti_tool.clips.moderation.storage import ClipReports
from lti_tool.clips.storage import Clips

_ON_A_PAGE = 25


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the page."""
    door, views, at = Door(desk.rooms.lrs), _Views(desk), "/console/clips"
    pages.add_url_rule(at, "console", door.guarded(views.page))
    judge = f"{at}/<uuid:clip_id>"
    pages.add_url_rule(judge, "judge", door.guarded(views.judge), methods=["POST"])
    add_link(pages, "Talk", RailLink("Clips", "clips.console"))


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = desk.rooms.lrs.database

    def page(self, visitor: Visitor) -> str:
        number = page_number(request.args.get("page", ""))
        with self._database.reading() as connection:
            reports = ClipReports(connection, visitor.store.id)
            total = reports.count(None)
            waiting = reports.waiting(None, (number - 1) * _ON_A_PAGE, _ON_A_PAGE)
            hidden, done = reports.hidden(_ON_A_PAGE), reports.done(None, _ON_A_PAGE)
        words = {"total": total, "waiting": waiting, "hidden": hidden, "done": done}
        pages = max(1, -(-total // _ON_A_PAGE))
        return render_template(
            "clips/console.html", visitor=visitor, number=number, pages=pages, **words
        )

    def judge(self, visitor: Visitor, clip_id: UUID) -> Response:
        with self._database.reading() as connection:
            clip = Clips(connection, self._database.dialect, visitor.store.id).find(clip_id)
        if clip is None:
            raise NotFound(GONE)
        who = Moderator(None, visitor.email, self._agent())
        words = request.form.get("reason", "")
        self._desk.deciding.decide(who, clip, request.form.get("act", ""), words)
        return see(url_for("clips.console"))

    def _agent(self) -> dict[str, object]:
        """Name whoever administers the store, and no person of it."""
        account = {"homePage": self._desk.rooms.lrs.settings.base_url, "name": "administrator"}
        return {"objectType": "Agent", "name": "Administrator", "account": account}
