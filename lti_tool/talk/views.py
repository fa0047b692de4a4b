"""/app/talk: say something, answer, and find a post again."""

from uuid import UUID, uuid4

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lrs.web.paging import page_number
from lti_tool.talk import rules
from lti_tool.talk.desk import Desk, form_key
from lti_tool.talk.post import Place, Post, Said
from lti_tool.talk.showing import ON_A_PAGE, thread


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages on which people talk."""
    views = _Views(desk)
    pages.add_url_rule("/app/talk/<kind>/<uuid:place_id>", "say", views.say, methods=["POST"])
    follow = "/app/talk/<kind>/<uuid:place_id>/follow"
    pages.add_url_rule(follow, "follow", views.follow, methods=["POST"])
    pages.add_url_rule("/app/talk/posts/<uuid:post_id>", "post", views.post)
    pages.add_url_rule("/app/talk/posts/<uuid:post_id>", "reply", views.reply, methods=["POST"])
    pages.add_url_rule("/app/talk/threads/<uuid:post_id>", "thread", views.thread)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def say(self, kind: str, place_id: UUID) -> Response:
        visit = self._desk.visit()
        place = self._desk.place(visit, kind, place_id)
        return self._said(place, None, page=place.page)

    def reply(self, post_id: UUID) -> Response:
        _, place, post = self._desk.found(post_id)
        return self._said(place, post, page=f"/app/talk/posts/{post_id}")

    def _said(self, place: Place, parent: Post | None, page: str) -> Response:
        visit = self._desk.visit()
        second = rules.second(request.form.get("at", ""), place.length)
        text = rules.written(request.form.get("text", ""))
        reading = self._desk.read(visit, text)
        if reading.unclear:
            return self._desk.ask_back(visit, reading, page)
        said = Said(rules.written(reading.text), second, reading.named)
        post = self._desk.saying.say(visit, place, said, form_key(), parent)
        return self._desk.to_post(visit, place, post)

    def follow(self, kind: str, place_id: UUID) -> Response:
        """Follow a place, or stop; each once."""
        visit = self._desk.visit()
        place = self._desk.place(visit, kind, place_id)
        self._desk.acting.follow(visit, place, stop=request.form.get("stop") == "1")
        return self._desk.to_place(visit, place)

    def post(self, post_id: UUID) -> Response:
        """Lead to where a post stands."""
        visit, place, post = self._desk.found(post_id)
        return self._desk.to_post(visit, place, post)

    def thread(self, post_id: UUID) -> Response:
        """Show one thread with all its replies, in pages."""
        visit, place, head = self._desk.found(post_id)
        number = page_number(request.args.get("page", ""))
        return self._desk.page(
            visit,
            "talk/thread.html",
            place=place,
            thread=thread(self._desk.rooms, visit, place, head, number),
            form=str(uuid4()),
            number=number,
            pages=max(1, -(-head.replies // ON_A_PAGE)),
        )
