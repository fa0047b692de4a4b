"""Assigning: work for an agreed fee is proposed, accepted, delivered, approved and paid."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID, uuid4

from lrs import Conflict, InvalidRequest, NotFound, NotPermitted, Violation
from lrs import vocabulary as v
from lrs.telling import Statement
from lti_tool.contributors import statements
from lti_tool.contributors.board import GONE, Board, notice
from lti_tool.contributors.programme import Assignment, Staff, Stage, Standing
from lti_tool.contributors.storage import Programme
from lti_tool.contributors.tables import contributor_assignments as table
from lti_tool.notifications.notice import Notice

LONGEST_TITLE, LONGEST_WORDS = 200, 4000
_FEE = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(?:20[0-9]{2}-[01][0-9]-[0-3][0-9])?")
_NOT_ONE = "Assignments go to contributors who were accepted."
_OVER = "It isn't at that point any more; look at it again."
_NOT_OWN = "Nobody approves or pays their own work."
# Digits in the shape of an account: an IBAN, or a long number. Such things are finance's, not ours.
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,}|(?:[0-9][ -]?){12,}")
_NO_BANK = (
    "This looks like the number of an account or a card. It has no place here; finance has it."
)


class Offer(NamedTuple):
    """What was written into the form: the fee as 250.00, the currency as EUR, `due` as a day or ""."""

    title: str
    brief: str
    fee: str
    currency: str
    agreement: str
    due: str


class _Step(NamedTuple):
    """From which stage to which, and with which verb it is told."""

    before: Stage
    after: Stage
    verb: v.Verb


_BY_CONTRIBUTOR = {
    "accept": _Step(Stage.PROPOSED, Stage.ACCEPTED, v.ACCEPTED),
    "decline": _Step(Stage.PROPOSED, Stage.DECLINED, v.REJECTED),
    "deliver": _Step(Stage.ACCEPTED, Stage.DELIVERED, v.SUBMITTED),
}
_BY_STAFF = {
    "return": _Step(Stage.DELIVERED, Stage.ACCEPTED, v.REJECTED),
    "approve": _Step(Stage.DELIVERED, Stage.APPROVED, v.APPROVED),
    "withdraw": _Step(Stage.PROPOSED, Stage.WITHDRAWN, v.REJECTED),
}


class Assigning:
    """Takes assignments from one stage to the next; who may is asked before."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def propose(self, by: Staff, person_id: UUID, offer: Offer) -> UUID:
        """Offer work to an accepted contributor."""
        found = self._board.contributor(by.store_id, person_id)
        if found is None or found.state != Standing.ACCEPTED:
            raise Conflict(_NOT_ONE)
        given = self._given(by, person_id, found.name, offer)
        agent = self._board.agent(by.store_id, person_id)
        told = statements.assigned(self._board.telling(by.agent), given, agent)

        def work(kept: Programme) -> None:
            kept.add(given)
            _note(kept, given, "proposed", by)

        heard = f"You are offered work: {given.title}"
        self._board.record(by.store_id, [told], work, [notice(person_id, heard, by, given.id)])
        return given.id

    def answer(
        self, by: Staff, given: Assignment, act: str, piece: tuple[UUID | None, str], words: str
    ) -> None:
        """Let the contributor accept, decline or deliver; `piece` is a clip or a text."""
        step = _BY_CONTRIBUTOR.get(act)
        if step is None or given.person_id != by.person_id:
            raise NotFound(GONE)
        clip_id, text = piece
        if act == "deliver" and not (clip_id or text.strip()):
            raise _refused("piece", "Choose one of your clips, or write or link what you made.")
        made = {"clip_id": clip_id, "piece": text.strip()[:LONGEST_WORDS]}
        self._move(by, given, step, words, **(made if act == "deliver" else {}))

    def judge(self, by: Staff, given: Assignment, act: str, words: str) -> None:
        """Let staff approve what was delivered, send it back with words, or withdraw an offer."""
        step = _BY_STAFF.get(act)
        if step is None:
            raise NotFound(GONE)
        _not_own(by, given)
        if act == "return" and not words.strip():
            raise _refused("words", "Say what is missing.")
        who = {"approved_by": by.name, "approved": self._board.rooms.clock()}
        self._move(by, given, step, words, **(who if act == "approve" else {}))

    def pay(self, by: Staff, assignment_ids: Sequence[UUID], reference: str) -> int:
        """Note that approved fees were paid; `reference` names finance's paper. Gives how many were."""
        checked_words(reference, "reference")
        found = [self._board.find(Assignment, by.store_id, one) for one in assignment_ids]
        due = [given for given in found if given.state == Stage.APPROVED]
        for given in due:
            _not_own(by, given)
            self._pay(by, given, reference.strip()[:LONGEST_TITLE])
        return len(due)

    def _pay(self, by: Staff, given: Assignment, reference: str) -> None:
        now, agent = self._board.rooms.clock(), self._board.agent(by.store_id, given.person_id)
        told = statements.compensated(self._board.telling(by.agent), given, agent)
        values = {"state": Stage.PAID.value, "paid": now, "reference": reference, "changed": now}

        def work(kept: Programme) -> None:
            _change(kept, given, Stage.APPROVED, values)
            _note(kept, replace(given, changed=now), "paid", by, reference)

        heard = f"Your fee for “{given.title}” was paid"
        self._board.record(
            by.store_id, [told], work, [notice(given.person_id, heard, by, given.id)]
        )

    def _move(self, by: Staff, given: Assignment, step: _Step, words: str, **more: object) -> None:
        said = checked_words(words, "words")
        now = self._board.rooms.clock()
        after = replace(given, state=step.after.value, words=said, changed=now)
        values = {"state": step.after.value, "words": said, "changed": now, **more}

        def work(kept: Programme) -> None:
            _change(kept, given, step.before, values)
            _note(kept, after, step.after.value, by, said)

        self._board.record(by.store_id, self._told(by, after, step), work, self._heard(by, after))

    def _told(self, by: Staff, given: Assignment, step: _Step) -> list[Statement]:
        """Tell the step; what is approved has its contributor as author from then on."""
        told = [statements.moved(self._board.telling(by.agent), given, step.verb)]
        if step.after is Stage.APPROVED:
            author = self._board.agent(by.store_id, given.person_id)
            told.append(statements.authored(self._board.telling(author), given))
        return told

    def _heard(self, by: Staff, given: Assignment) -> list[Notice]:
        """Tell the other side."""
        to = given.person_id if by.person_id != given.person_id else given.proposed_by
        if to is None:
            return []
        page = "/app/contribute" if to == given.person_id else "/app/contributors"
        title = f"“{given.title}” is {given.state} now"
        return [notice(to, title, by, given.id, page)]

    def _given(self, by: Staff, person_id: UUID, name: str, offer: Offer) -> Assignment:
        if not offer.title.strip():
            raise _refused("title", "Give the work a title.")
        if not _DAY.fullmatch(offer.due):
            raise _refused("due", "Write the day as 2026-03-31, or nothing.")
        now = self._board.rooms.clock()
        return Assignment(
            id=uuid4(),
            person_id=person_id,
            person_name=name,
            title=" ".join(offer.title.split())[:LONGEST_TITLE],
            brief=checked_words(offer.brief, "brief"),
            amount=hundredths(offer.fee),
            currency=_currency(offer.currency),
            agreement=checked_words(offer.agreement, "agreement")[:LONGEST_TITLE],
            due=offer.due,
            state=Stage.PROPOSED.value,
            clip_id=None,
            piece="",
            words="",
            proposed_by=by.person_id,
            proposed_name=by.name,
            approved_by="",
            approved=None,
            paid=None,
            reference="",
            created=now,
            changed=now,
        )


def hundredths(fee: str) -> int:
    """Read 250 or 250.50; raises InvalidRequest."""
    if not _FEE.fullmatch(fee.strip()):
        raise _refused("fee", f"“{fee}” is no fee; write it as 250.00.")
    whole, _, part = fee.strip().replace(",", ".").partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def checked_words(words: str, field: str) -> str:
    """Raise InvalidRequest for what looks like bank data: it would lie here for good."""
    if _ACCOUNT.search(words):
        raise _refused(field, _NO_BANK)
    return words.strip()[:LONGEST_WORDS]


def _currency(code: str) -> str:
    if not _CURRENCY.fullmatch(code.strip().upper()):
        raise _refused("currency", "Write the currency in three letters: EUR, USD.")
    return code.strip().upper()


def _change(kept: Programme, given: Assignment, before: Stage, values: dict[str, object]) -> None:
    if not kept.change(Assignment, given.id, table.c.state == before.value, **values):
        raise Conflict(_OVER)


def _note(kept: Programme, given: Assignment, act: str, by: Staff, words: str = "") -> None:
    kept.note(given.id, act, by, given.changed, words=words, person_id=given.person_id)


def _not_own(by: Staff, given: Assignment) -> None:
    if by.person_id == given.person_id:
        raise NotPermitted(_NOT_OWN)


def _refused(field: str, words: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, words, "hallway"))
