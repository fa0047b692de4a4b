"""/app/discussions: the topics, one topic, and how one is begun."""

from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotPermitted
from lrs.web.paging import page_number
from lti_tool.discussions import listing
from lti_tool.discussions.beginning import begin, turn
from lti_tool.discussions.finding import found, of_topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.talk import rules
from lti_tool.talk.desk import Desk, form_key
from lti_tool.talk.post import Said
from lti_tool.talk.rules import may_moderate, speaker
from lti_tool.talk.showing import conversation

_LONGEST_TITLE = 200
_LONGEST_SEARCH = 200
_NOT_YOURS = "Those who answer for this discussion pin and close it."
_TURNS = {"pin": "pinned", "lock": "locked"}


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    topic = "/app/discussions/<uuid:topic_id>"
    pages.add_url_rule("/app/discussions", "list", views.list)
    pages.add_url_rule("/app/discussions", "begin", views.begin, methods=["POST"])
    pages.add_url_rule("/app/discussions/new", "new", views.new)
    pages.add_url_rule(topic, "topic", views.topic)
    pages.add_url_rule(topic, "turn", views.turn, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._desk = Desk(rooms)

    def list(self) -> Response:
        """List topics, or with ?q= what was said."""
        visit = self._desk.visit()
        number = page_number(request.args.get("page", ""))
        words = request.args.get("q", "").strip()[:_LONGEST_SEARCH]
        if words:
            hits, pages = listing.found(self._rooms, visit, words, number)
            said = {"hits": hits, "words": words, "number": number, "pages": pages}
            return self._desk.page(visit, "discussions/found.html", **said)
        shown = request.args.get("show", "all")
        shown = shown if shown in listing.SHOWN else "all"
        listed = listing.listed(self._rooms, visit, shown, number)
        return self._desk.page(visit, "discussions/list.html", listed=listed, shown=shown)

    def new(self) -> Response:
        visit = self._desk.visit()
        form = form_key()
        return self._desk.page(visit, "discussions/new.html", form=form)

    def begin(self) -> Response:
        visit = self._desk.visit()
        title = request.form.get("title", "")
        title = rules.written(title, field="title", longest=_LONGEST_TITLE).replace("\n", " ")
        text = rules.written(request.form.get("text", ""))
        reading = self._desk.read(visit, text)
        if reading.unclear:
            return self._desk.ask_back(visit, reading, "/app/discussions")
        said = Said(rules.written(reading.text), None, reading.named)
        for_all = request.form.get("for") == "all"
        topic_id = begin(self._rooms, visit, title, said, form_key(), for_all=for_all)
        return self._see(visit, topic_id)

    def topic(self, topic_id: UUID) -> Response:
        visit = self._desk.visit()
        topic = found(self._rooms, visit, topic_id)
        place = of_topic(self._rooms, topic)
        number = page_number(request.args.get("talk", ""))
        return self._desk.page(
            visit,
            "discussions/topic.html",
            topic=topic,
            talk=conversation(self._rooms, visit, place, number),
            moderates=may_moderate(place, speaker(visit)),
        )

    def turn(self, topic_id: UUID) -> Response:
        """Pin, unpin, close or open a topic."""
        visit = self._desk.visit()
        place = of_topic(self._rooms, found(self._rooms, visit, topic_id))
        if not may_moderate(place, speaker(visit)):
            raise NotPermitted(_NOT_YOURS)
        name = _TURNS.get(request.form.get("turn", ""))
        if name:
            turn(self._rooms, visit, place, **{name: request.form.get("undo") != "1"})
        return self._see(visit, topic_id)

    def _see(self, visit: Visit, topic_id: UUID) -> Response:
        page = url_for("discussions.topic", topic_id=topic_id)
        return framed(redirect(page, 303), visit)
