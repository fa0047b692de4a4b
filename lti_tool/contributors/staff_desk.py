"""/app/contributors: those who teach invite, review, decide, give work and look at hours."""

from collections.abc import Sequence
from uuid import UUID

import orjson
from flask import Blueprint, request
from werkzeug.wrappers import Response

from lrs import NotFound, NotPermitted
from lrs.web.paging import page_number
from lti_tool.contributors.assigning import Offer
from lti_tool.contributors.board import GONE, oneself
from lti_tool.contributors.desk import Desk, needed
from lti_tool.contributors.programme import (
    Assignment,
    Audition,
    Check,
    Contributor,
    Event,
    Hours,
    Link,
    Review,
    Standing,
    Verdict,
)
from lti_tool.contributors.storage import Programme
from lti_tool.launch.roles import Role
from lti_tool.rooms.neighbours import neighbours
from lti_tool.rooms.visits import Visit

_SHOWN, _FOUND, _MOST_PEOPLE = 50, 10, 500
_DECIDERS = frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR})
_NOT_AN_ASSISTANT = (
    "Assistants review; instructors and administrators invite, decide and give work."
)


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views, at = _Views(desk), "/app/contributors"
    pages.add_url_rule(at, "desk", views.desk)
    pages.add_url_rule(f"{at}/invite", "invite", views.invite, methods=["POST"])
    pages.add_url_rule(f"{at}/links", "link", views.link, methods=["POST"])
    pages.add_url_rule(f"{at}/links/<uuid:link_id>", "close", views.close, methods=["POST"])
    one = f"{at}/auditions/<uuid:audition_id>"
    pages.add_url_rule(one, "look", views.look)
    pages.add_url_rule(f"{one}/review", "review", views.review, methods=["POST"])
    pages.add_url_rule(f"{one}/decide", "decide", views.decide, methods=["POST"])
    pages.add_url_rule(f"{at}/assignments", "propose", views.propose, methods=["POST"])
    judge = f"{at}/assignments/<uuid:assignment_id>"
    pages.add_url_rule(judge, "judge", views.judge, methods=["POST"])
    check = f"{at}/hours/<uuid:hours_id>"
    pages.add_url_rule(check, "check", views.check, methods=["POST"])


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = desk.board

    def desk(self) -> Response:
        """Show what waits, and whom a search by name finds."""
        return self._show(self._desk.teacher())

    def invite(self) -> Response:
        visit = self._decider()
        place = request.form.get("organisation", "")
        self._desk.joining.invite(oneself(visit), needed("person"), place)
        return self._desk.see(visit, "desk")

    def link(self) -> Response:
        """Make a link, and show its code this once."""
        visit, said = self._decider(), request.form
        words, most = said.get("words", ""), said.get("most", "")
        code = self._desk.joining.make_link(oneself(visit), words, most)
        return self._show(visit, code=code, address=self._address(code))

    def close(self, link_id: UUID) -> Response:
        visit = self._decider()
        self._desk.joining.close_link(oneself(visit), link_id)
        return self._desk.see(visit, "desk")

    def look(self, audition_id: UUID) -> Response:
        """Show an audition with its rubric; what others found is shown after one reviewed it oneself."""
        visit = self._desk.teacher()
        audition = self._board.find(Audition, visit.store_id, audition_id)
        reviews = self._desk.auditioning.reviews(visit.store_id, audition.id)
        return self._desk.page(
            visit,
            "review.html",
            audition=audition,
            reviews=[(review, orjson.loads(review.scores)) for review in reviews],
            mine=self._mine(visit, audition, reviews),
            terms=self._board.terms(visit.store_id),
            events=self._events(visit, audition.id),
            decides=visit.viewer.role in _DECIDERS,
        )

    def review(self, audition_id: UUID) -> Response:
        visit = self._desk.teacher()
        criteria = self._board.terms(visit.store_id).criteria
        given = {c.name: request.form.get(f"c{n}", "") for n, c in enumerate(criteria)}
        words = request.form.get("words", "")
        self._desk.auditioning.review(visit, audition_id, given, words)
        return self._desk.see(visit, "look", audition_id=audition_id)

    def decide(self, audition_id: UUID) -> Response:
        visit, words = self._decider(), request.form.get("words", "")
        accepted = request.form.get("act") == "accept"
        self._desk.auditioning.decide(oneself(visit), audition_id, words, accepted=accepted)
        return self._desk.see(visit, "look", audition_id=audition_id)

    def propose(self) -> Response:
        visit = self._decider()
        self._desk.assigning.propose(oneself(visit), needed("person"), offer())
        return self._desk.see(visit, "desk", _anchor="work")

    def judge(self, assignment_id: UUID) -> Response:
        """Approve, send back or withdraw what one proposed oneself."""
        visit, said = self._decider(), request.form
        given = self._board.find(Assignment, visit.store_id, assignment_id)
        if given.proposed_by != visit.person_id:
            raise NotFound(GONE)
        act, words = said.get("act", ""), said.get("words", "")
        self._desk.assigning.judge(oneself(visit), given, act, words)
        return self._desk.see(visit, "desk", _anchor="work")

    def check(self, hours_id: UUID) -> Response:
        visit, said = self._decider(), request.form
        if said.get("act") == "approve":
            minutes = said.get("minutes", "")
            self._desk.volunteering.approve(oneself(visit), hours_id, minutes)
        else:
            self._desk.volunteering.refuse(oneself(visit), hours_id, said.get("words", ""))
        return self._desk.see(visit, "desk", _anchor="hours")

    def _show(self, visit: Visit, **more: str) -> Response:
        search = request.args.get("q", "").strip()
        near = neighbours(self._board.rooms, visit, search, _FOUND) if search else []
        said = {"search": search, "near": near, "number": page_number(request.args.get("page", ""))}
        decides = visit.viewer.role in _DECIDERS
        waiting = self._waiting(visit)
        return self._desk.page(visit, "desk.html", decides=decides, **said, **waiting, **more)

    def _waiting(self, visit: Visit) -> dict[str, object]:
        start = (page_number(request.args.get("page", "")) - 1) * _SHOWN

        def read(kept: Programme) -> dict[str, object]:
            accepted = Standing.ACCEPTED.value
            me = visit.viewer.person_id
            submitted, waits = Verdict.SUBMITTED.value, Check.WAITING.value
            return {
                "auditions": kept.list(Audition, _SHOWN, start),
                "waits": kept.count(Audition, state=submitted),
                "total": kept.count(Audition),
                "links": kept.list(Link, _SHOWN),
                "people": kept.list(Contributor, _MOST_PEOPLE, state=accepted),
                "assignments": kept.list(Assignment, _SHOWN, proposed_by=me),
                "hours": kept.list(Hours, _SHOWN, state=waits),
                "size": _SHOWN,
                "now": self._board.rooms.clock(),
            }

        found: dict[str, object] = self._board.read(visit.store_id, read)
        return found

    def _events(self, visit: Visit, about: UUID) -> list[Event]:
        found: list[Event] = self._board.read(
            visit.store_id, lambda kept: kept.list(Event, _SHOWN, about=about)
        )
        return found

    def _mine(self, visit: Visit, audition: Audition, reviews: Sequence[Review]) -> str:
        """Say whether the audition is one's own, reviewed by oneself, or neither."""
        if audition.person_id == visit.viewer.person_id:
            return "own"
        done = any(review.reviewer_id == visit.viewer.person_id for review in reviews)
        return "reviewed" if done else ""

    def _decider(self) -> Visit:
        visit = self._desk.teacher()
        if visit.viewer.role not in _DECIDERS:
            raise NotPermitted(_NOT_AN_ASSISTANT)
        return visit

    def _address(self, code: str) -> str:
        return self._board.rooms.iri(f"app/contribute/join/{code}")


def offer() -> Offer:
    """Read the form of an assignment."""
    return Offer(*(request.form.get(name, "") for name in Offer._fields))
