"""What learners asked of the staff about their record, and what came of each."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs import Claim, Dispute
from lrs.web.paging import page_number, page_of
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_ON_A_PAGE = 25
_STATES = {
    "waiting": "pending",
    "withdrawn": "taken back",
    "open": "pending",
    "stands": "answered: the entry stands",
    "removed": "answered: the entry was removed",
}


class Request(NamedTuple):
    """A claim or a dispute, as its learner sees it. Instants in microseconds."""

    what: str
    title: str
    entry_id: str
    words: str
    asked: int
    state: str
    by: str
    decided: int | None
    reason: str


def newest_first(claims: Iterable[Claim], disputes: Iterable[Dispute]) -> list[Request]:
    both = [*map(_of_claim, claims), *map(_of_dispute, disputes)]
    return sorted(both, key=lambda each: each.asked, reverse=True)


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Hang the page on the blueprint of the record page."""
    pages.add_url_rule("/app/record/requests", "requests", _Views(rooms).all)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._lrs = rooms.lrs

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        number = page_number(request.args.get("page", ""))
        return self._rooms.visits.page(
            visit,
            "record_page/requests.html",
            shown=page_of(self._of(visit), number, _ON_A_PAGE),
            entries=self._entries(visit),
            address=lambda page: url_for("record_page.requests", page=page),
        )

    def _of(self, visit: Visit) -> list[Request]:
        person = self._lrs.person(visit.store_id, visit.person_id)
        people = person.joined or (person.id,)
        claims = self._lrs.credits.of(visit.store_id, people)
        return newest_first(claims, self._lrs.disputes.of(visit.store_id, people))

    def _entries(self, visit: Visit) -> set[str]:
        """Give the ids of the entries that the record still has."""
        record = self._lrs.learner_record(visit.store_id, visit.person_id)
        return {entry.id for entry in record.entries}


def _of_claim(claim: Claim) -> Request:
    what = f"{claim.amount} {claim.scheme}" if claim.scheme else "A look at the proof"
    return Request(
        what,
        claim.title,
        claim.entry_id,
        claim.words,
        claim.asked,
        _STATES.get(claim.state, claim.state),
        claim.decided_by,
        claim.decided,
        claim.reason,
    )


def _of_dispute(dispute: Dispute) -> Request:
    return Request(
        "Dispute",
        dispute.title,
        dispute.entry_id,
        dispute.words,
        dispute.asked,
        _STATES[dispute.state],
        dispute.decided_by,
        dispute.decided,
        dispute.answer,
    )
