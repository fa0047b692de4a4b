"""Joining: people are asked by name or by a link, come in, and leave again."""

import secrets
from dataclasses import replace
from hashlib import sha256
from uuid import UUID, uuid4

from lrs import InvalidRequest, NotFound, Violation
from lrs.vocabulary import INVITED
from lti_tool.contributors.board import Board, notice, oneself
from lti_tool.contributors.programme import Contributor, Link, Staff, Standing
from lti_tool.contributors.storage import Programme
from lti_tool.contributors.tables import contributor_links
from lti_tool.contributors.terms import Step
from lti_tool.launch.clock import HOUR
from lti_tool.rooms.visits import Visit

LONGEST = 200
_DAYS, _MOST = 30, 500
_NO_LINK = "This invitation isn't known, is used up or is over. Ask for a new one."
_INVITED = "You are asked to contribute"


class Joining:
    """Brings people into the programme."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._clock = board.rooms.clock

    def invite(self, by: Staff, person_id: UUID, organisation: str) -> None:
        """Ask somebody of the store; who left before is asked anew."""
        person = self._board.rooms.lrs.person(by.store_id, person_id)
        asked = self._newcomer(person.id, person.name, organisation, by.name)
        agent, telling = self._board.agent(by.store_id, person.id), self._board.telling(by.agent)
        told = telling.tell(f"contributors/{person.id}/{asked.created}", INVITED, agent)
        heard = [notice(person.id, _INVITED, by, person.id)]
        self._board.record(by.store_id, [told], lambda kept: _take_in(kept, asked, by), heard)

    def make_link(self, by: Staff, words: str, most: str) -> str:
        """Make an invitation for whoever gets it, good for 30 days; gives its code, which is kept nowhere."""
        if not (most.isdecimal() and 0 < int(most) <= _MOST):
            said = f"A link is good for 1 to {_MOST} people."
            raise InvalidRequest(Violation("most", said, "hallway"))
        code, now = secrets.token_urlsafe(9), self._clock()
        ends = now + _DAYS * 24 * HOUR
        link = Link(uuid4(), _hashed(code), words[:LONGEST], by.name, 0, int(most), now, ends)

        def work(kept: Programme) -> None:
            kept.add(link)
            kept.note(link.id, "link made", by, now, words=link.words)

        self._board.record(by.store_id, [], work)
        return code

    def close_link(self, by: Staff, link_id: UUID) -> None:
        link, now = self._board.find(Link, by.store_id, link_id), self._clock()

        def work(kept: Programme) -> None:
            kept.change(Link, link.id, expires=now)
            kept.note(link.id, "link closed", by, now, words=link.words)

        self._board.record(by.store_id, [], work)

    def join(self, visit: Visit, code: str) -> None:
        """Come in by a link; who is in already stays as they are."""
        who, now = oneself(visit), self._clock()
        found: list[Link] = self._board.read(
            visit.store_id, lambda kept: kept.list(Link, 1, code_hash=_hashed(code.strip()))
        )
        if self._board.contributor(visit.store_id, visit.person_id) and found:
            return
        if not found or found[0].expires <= now:
            raise NotFound(_NO_LINK)
        asked = self._newcomer(visit.person_id, visit.viewer.name, "", found[0].made_by)

        def work(kept: Programme) -> None:
            room = contributor_links.c.used < contributor_links.c.most
            more = contributor_links.c.used + 1
            if not kept.change(Link, found[0].id, room, used=more):
                raise NotFound(_NO_LINK)
            _take_in(kept, asked, who)

        self._board.record(visit.store_id, [], work)

    def present(self, visit: Visit, organisation: str, *, listed: bool) -> None:
        """Say how somebody stands in the directory; only they themselves can."""
        name = " ".join(organisation.split())[:LONGEST]
        said = {"organisation": name, "listed": listed, "changed": self._clock()}
        self._change(visit, "said how they are shown", said)

    def leave(self, visit: Visit) -> None:
        """Let somebody go; what they made stays theirs and stays where it is."""
        said = {"state": Standing.LEFT.value, "listed": False, "changed": self._clock()}
        self._change(visit, "left", said)

    def checklist(self, store_id: int, person_id: UUID) -> list[Step]:
        """Look into somebody's record for the steps of the starter path."""
        terms = self._board.terms(store_id)
        if not terms.starter_text:
            return []
        return terms.checklist(self._board.rooms.lrs.learner_record(store_id, person_id).entries)

    def _change(self, visit: Visit, act: str, values: dict[str, object]) -> None:
        who, now = oneself(visit), self._clock()

        def work(kept: Programme) -> None:
            if kept.change(Contributor, visit.person_id, **values):
                kept.note(visit.person_id, act, who, now, person_id=visit.person_id)

        self._board.record(visit.store_id, [], work)

    def _newcomer(self, person_id: UUID, name: str, organisation: str, by: str) -> Contributor:
        now, place = self._clock(), " ".join(organisation.split())[:LONGEST]
        return Contributor(person_id, name, place, Standing.INVITED, False, by, now, now)


def _take_in(kept: Programme, asked: Contributor, by: Staff) -> None:
    """Keep a newcomer, or ask somebody who left once more."""
    there = kept.find(Contributor, asked.id)
    if there is None:
        kept.add(replace(asked, state=Standing.INVITED.value))
    elif there.state == Standing.LEFT:
        kept.change(Contributor, asked.id, state=Standing.INVITED.value, changed=asked.changed)
    else:
        return
    kept.note(asked.id, "invited", by, asked.created, person_id=asked.id)


def _hashed(code: str) -> str:
    return sha256(code.encode()).hexdigest()
