"""/app/talk/posts/<id>/…: like, accept, edit with its history, delete, report."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lti_tool.talk import rules
from lti_tool.talk.desk import Desk, Found
from lti_tool.talk.moderating import Moderator
from lti_tool.talk.storage import Posts
from lti_tool.talk.words import printed

_LONGEST_REASON = 1000


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add what can be done to a post."""
    views = _Views(desk)
    post = "/app/talk/posts/<uuid:post_id>"
    for name in ("like", "accept", "hide"):
        pages.add_url_rule(f"{post}/{name}", name, getattr(views, name), methods=["POST"])
    for name in ("edit", "delete", "report"):
        pages.add_url_rule(f"{post}/{name}", f"ask_{name}", getattr(views, f"ask_{name}"))
        pages.add_url_rule(f"{post}/{name}", name, getattr(views, name), methods=["POST"])
    pages.add_url_rule(f"{post}/history", "history", views.history)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._acting = desk.acting

    def like(self, post_id: UUID) -> Response:
        found = self._desk.found(post_id)
        act = self._acting.unlike if request.form.get("undo") == "1" else self._acting.like
        act(*found)
        return self._desk.to_post(*found)

    def accept(self, post_id: UUID) -> Response:
        found = self._desk.found(post_id)
        act = self._acting.unaccept if request.form.get("undo") == "1" else self._acting.accept
        act(*found)
        return self._desk.to_post(*found)

    def hide(self, post_id: UUID) -> Response:
        """Hide, or show again: for those who answer for the place."""
        visit, place, post = self._desk.found(post_id)
        act = "show" if request.form.get("undo") == "1" else "hide"
        self._acting.check(visit, place, post, act)
        who = Moderator(visit.store_id, visit.person_id, visit.viewer.name, visit.agent)
        self._desk.moderating.decide(who, place, post, act, "")
        return self._desk.to_post(visit, place, post)

    def ask_edit(self, post_id: UUID) -> Response:
        return self._asked(post_id, "edit")

    def ask_delete(self, post_id: UUID) -> Response:
        return self._asked(post_id, "delete")

    def ask_report(self, post_id: UUID) -> Response:
        return self._asked(post_id, "report")

    def _asked(self, post_id: UUID, act: str) -> Response:
        found = self._desk.found(post_id)
        self._acting.check(*found, act)
        return self._page(found, f"talk/{act}.html")

    def edit(self, post_id: UUID) -> Response:
        visit, place, post = self._desk.found(post_id)
        text = rules.written(request.form.get("text", ""))
        reading = self._desk.read(visit, text)
        if reading.unclear:
            return self._desk.ask_back(visit, reading, f"/app/talk/posts/{post_id}/edit")
        changed = rules.written(reading.text)
        if changed != post.text:
            self._acting.edit(visit, place, post, changed, reading.named)
        return self._desk.to_post(visit, place, post)

    def delete(self, post_id: UUID) -> Response:
        visit, place, post = self._desk.found(post_id)
        self._acting.delete(visit, place, post)
        if post.is_opening:
            return self._desk.to_room(visit, place)
        return self._desk.to_place(visit, place)

    def report(self, post_id: UUID) -> Response:
        visit, place, post = self._desk.found(post_id)
        reason = request.form.get("reason", "")
        reason = rules.written(reason, field="reason", longest=_LONGEST_REASON)
        self._acting.report(visit, place, post, reason)
        return self._page(Found(visit, place, post), "talk/reported.html")

    def history(self, post_id: UUID) -> Response:
        """Show what a post said before."""
        found = self._desk.found(post_id)
        database = self._desk.rooms.lrs.database
        with database.reading() as connection:
            posts = Posts(connection, database.dialect, found.visit.store_id)
            versions = posts.versions(post_id)
        said = [(v.written, printed(v.text, ())) for v in versions]
        return self._page(
            found, "talk/history.html", versions=said, now=printed(found.post.text, ())
        )

    def _page(self, found: Found, template: str, **words: object) -> Response:
        visit, place, post = found
        return self._desk.page(visit, template, place=place, post=post, **words)
