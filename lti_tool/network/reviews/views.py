"""/app/network/reviews: look back after an event or a campaign; /app/network/use: the question of the week."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, Violation
from lrs import vocabulary as v
from lrs.telling import statement_id
from lti_tool.network import pages as shared
from lti_tool.network.events import joining
from lti_tool.network.events.event import Event
from lti_tool.network.events.rules import may_see
from lti_tool.network.reviews import review as looks
from lti_tool.network.reviews.review import QUESTIONS, Review
from lti_tool.network.reviews.storage import Reviews
from lti_tool.notifications.inbox import Inbox
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_ON_A_PAGE = 20
_CHOICES = 5
_GONE = "There is no such look back, or it isn't shared with you."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/network/reviews/<uuid:review_id>"
    pages.add_url_rule("/app/network/reviews", "reviews", views.all)
    pages.add_url_rule("/app/network/reviews/new", "new_review", views.new)
    pages.add_url_rule("/app/network/reviews", "keep_review", views.keep, methods=["POST"])
    pages.add_url_rule(one, "review", views.review)
    pages.add_url_rule(f"{one}/remove", "remove_review", views.remove, methods=["POST"])
    pages.add_url_rule("/app/network/use", "use", views.use)
    pages.add_url_rule("/app/network/use", "keep_use", views.keep_use, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._base = rooms.lrs.settings.base_url

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        me = shared.known(visit)
        with self._database.reading() as connection:
            kept, course = self._kept(connection, visit), _course(visit)
            shown = shared.slice_of(kept.count(me, course), _ON_A_PAGE)
            items = kept.seen(me, course, max(shown.first - 1, 0), _ON_A_PAGE)
        words = {"shown": shown._replace(items=items), "me": me}
        return self._rooms.visits.page(visit, "network/reviews.html", **words)

    def new(self) -> Response:
        visit = self._rooms.visits.visit(request)
        event = self._event(visit, request.args.get("event", ""))
        words = {"event": event, "questions": QUESTIONS, "form": shared.form_key()}
        return self._rooms.visits.page(visit, "network/looking_back.html", **words)

    def keep(self) -> Response:
        visit = self._rooms.visits.visit(request)
        event = self._event(visit, request.form.get("event", ""))
        made = self._made(visit, event, kind="review", **looks.read(request.form))
        self._record(visit, made, event)
        return shared.see(visit, "review", review_id=made.id)

    def review(self, review_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._found(visit, review_id)
        words = {"review": found, "me": shared.known(visit)}
        return self._rooms.visits.page(visit, "network/review.html", **words)

    def remove(self, review_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        """Let it go: its author may, and for one that is shared those who teach; the author hears of that."""
        found, now = self._found(visit, review_id), self._rooms.clock()
        mine = found.author == visit.person_id
        if not (mine or (visit.teaches and found.shared)):
            raise NotFound(_GONE)
        gone = looks.voided(self._base, found, visit.agent, now)

        def work(connection: Connection) -> None:
            self._kept(connection, visit).remove(found.id, now)
            if not mine:
                inbox = Inbox(connection, self._database.dialect, visit.store_id)
                inbox.put([looks.removed(found)], now)

        self._rooms.record(visit.store_id, [gone], work)
        return shared.see(visit, "reviews")

    def use(self) -> Response:
        """Ask what somebody will use of what they learned in the last days; one tap answers."""
        visit = self._rooms.visits.visit(request)
        words = {"choices": self._choices(visit), "form": shared.form_key()}
        return self._rooms.visits.page(visit, "network/use.html", **words)

    def keep_use(self) -> Response:
        visit = self._rooms.visits.visit(request)
        choice = " ".join(request.form.get("choice", "").split())
        if choice == "nothing":
            return shared.see(visit, "reviews")
        if not 0 < len(choice) <= 200:
            words = "Choose one, or say it in at most 200 letters."
            raise InvalidRequest(Violation("choice", words, "hallway"))
        empty = dict.fromkeys(QUESTIONS, "")
        made = self._made(visit, None, kind="use", title=choice, shared=False, **empty)
        self._record(visit, made, None)
        return shared.see(visit, "reviews")

    def _choices(self, visit: Visit) -> list[str]:
        record = self._rooms.lrs.learner_record(visit.store_id, visit.person_id)
        recent = record.entries[: 4 * _CHOICES]
        titles = dict.fromkeys(e.title[:200] for e in recent if e.rule != "looked-back")
        return list(titles)[:_CHOICES]

    def _made(self, visit: Visit, event: Event | None, **values: Any) -> Review:
        made_id = shared.made_id(visit.person_id)
        told = statement_id(self._base, f"reviews/{made_id}", v.CREATED)
        return Review(
            id=made_id,
            author=visit.person_id,
            author_name=visit.viewer.name,
            event_id=event.id if event else None,
            platform_id=visit.launch.platform_id,
            context_id=visit.launch.context_id,
            statement_id=UUID(told),
            created=self._rooms.clock(),
            gone=None,
            **values,
        )

    def _record(self, visit: Visit, made: Review, event: Event | None) -> None:
        """Keep and tell it, once."""
        with self._database.reading() as connection:
            if self._kept(connection, visit).find(made.id) is not None:
                return
        thing = event.activity(self._base) if event else None
        told = looks.told(self._base, made, visit.agent, thing)
        self._rooms.record(visit.store_id, [told], lambda c: self._kept(c, visit).add(made))

    def _event(self, visit: Visit, named: str) -> Event | None:
        """Raise NotFound for an event that this visitor doesn't see."""
        if not named:
            return None
        try:
            event = joining.find(self._rooms, visit.store_id, UUID(named))
        except ValueError as error:
            raise NotFound("There is no such event.") from error
        if not may_see(visit, event):
            raise NotFound("There is no such event, or it isn't for this course.")
        return event

    def _found(self, visit: Visit, review_id: UUID) -> Review:
        with self._database.reading() as connection:
            found = self._kept(connection, visit).find(review_id)
        mine = found is not None and found.author == shared.known(visit)
        here = found is not None and (found.platform_id, found.context_id) == _course(visit)
        if found is None or not (mine or (found.shared and here)):
            raise NotFound(_GONE)
        return found

    def _kept(self, connection: Connection, visit: Visit) -> Reviews:
        return Reviews(connection, self._database.dialect, visit.store_id)


def _course(visit: Visit) -> tuple[UUID, str]:
    return visit.launch.platform_id, visit.launch.context_id
