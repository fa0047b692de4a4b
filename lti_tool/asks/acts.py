"""/app/asks/<id>/answers and what is done to an answer: accepted, reviewed, deleted."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lti_tool.asks import rules
from lti_tool.asks.answering import Answering
from lti_tool.asks.finding import Answered, answer_for, ask_for
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.talk.desk import form_key
from lti_tool.talk.rules import written


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add what can be done."""
    views = _Views(rooms)
    answer, post = "/app/asks/answers/<uuid:answer_id>", ["POST"]
    pages.add_url_rule("/app/asks/<uuid:ask_id>/answers", "answer", views.answer, methods=post)
    pages.add_url_rule(f"{answer}/accept", "accept", views.accept, methods=post)
    pages.add_url_rule(f"{answer}/review", "review", views.review, methods=post)
    pages.add_url_rule(f"{answer}/delete", "ask_delete_answer", views.ask_delete)
    pages.add_url_rule(f"{answer}/delete", "delete_answer", views.delete, methods=post)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._answering = Answering(rooms)

    def answer(self, ask_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        ask = ask_for(self._rooms, visit, ask_id)
        clip_id = rules.uuid_in(request.form.get("clip", ""))
        text = request.form.get("text", "")
        said = written(text) if text.strip() or clip_id is None else ""
        made = self._answering.answer(visit, ask, said, clip_id, form_key())
        return self._see(visit, Answered(ask, made))

    def accept(self, answer_id: UUID) -> Response:
        """Accept an answer, or take that back."""
        visit, found = self._found(answer_id)
        undo = request.form.get("undo") == "1"
        act = self._answering.unaccept if undo else self._answering.accept
        act(visit, *found)
        return self._see(visit, found)

    def review(self, answer_id: UUID) -> Response:
        """Review an answer, or take one's review back."""
        visit, found = self._found(answer_id)
        if request.form.get("undo") == "1":
            self._answering.review(visit, found, 0, "")
            return self._see(visit, found)
        stars, words = rules.stars_in(request.form.get("stars", "")), request.form.get("words", "")
        if words.strip():
            words = written(words, field="words", longest=rules.LONGEST_WORDS)
        self._answering.review(visit, found, stars, words.strip())
        return self._see(visit, found)

    def ask_delete(self, answer_id: UUID) -> Response:
        visit, (ask, answer) = self._found(answer_id)
        page = self._rooms.visits.page
        return page(visit, "asks/delete.html", ask=ask, answer=answer)

    def delete(self, answer_id: UUID) -> Response:
        visit, found = self._found(answer_id)
        self._answering.delete(visit, found)
        return framed(redirect(url_for("asks.one", ask_id=found.ask.id), 303), visit)

    def _found(self, answer_id: UUID) -> tuple[Visit, Answered]:
        visit = self._rooms.visits.visit(request)
        return visit, answer_for(self._rooms, visit, answer_id)

    def _see(self, visit: Visit, found: Answered) -> Response:
        page = url_for("asks.one", ask_id=found.ask.id, _anchor=f"a-{found.answer.id}")
        return framed(redirect(page, 303), visit)
