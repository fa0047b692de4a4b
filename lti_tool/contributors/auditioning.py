"""Auditioning: a trial piece is submitted, reviewed by several, and accepted or declined with words."""

from uuid import UUID, uuid4, uuid5

import orjson

from lrs import Conflict, InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.clips.finding import clip_for
from lti_tool.clips.rules import is_author, onlooker
from lti_tool.contributors import statements, terms
from lti_tool.contributors.board import GONE, Board, notice, oneself
from lti_tool.contributors.joining import Joining
from lti_tool.contributors.programme import (
    Audition,
    Contributor,
    Review,
    Staff,
    Standing,
    Verdict,
)
from lti_tool.contributors.storage import Programme
from lti_tool.contributors.tables import auditions
from lti_tool.rooms.visits import Visit

LONGEST_TITLE, LONGEST_TEXT, LONGEST_WORDS = 200, 20000, 2000
_LOCKED = "Finish the starter path first: {}."
_NOT_ASKED = "Auditions are for people who were invited; ask those who run the programme."
_WAITING = "Your last audition is still with the reviewers."
_OWN = "Nobody reviews their own audition, or decides on it."
_TWICE = "You reviewed this audition already."
_OVER = "This audition was decided or withdrawn already."
_EARLY = "{} of {} reviews are in; decide when all are."
_SUBMITTED = auditions.c.state == Verdict.SUBMITTED.value


class Auditioning:
    """Takes auditions from submission to decision."""

    def __init__(self, board: Board, joining: Joining) -> None:
        self._board = board
        self._joining = joining

    def submit(self, visit: Visit, title: str, clip_id: UUID | None, text: str) -> UUID:
        """Submit a clip of one's own, or a text. Raises Conflict before the starter path is done."""
        self._check_place(visit)
        audition = self._audition(visit, title, clip_id, text)
        told = statements.submitted(self._board.telling(visit.agent), audition)
        who = oneself(visit)

        def work(kept: Programme) -> None:
            kept.add(audition)
            kept.note(audition.id, "submitted", who, audition.created, person_id=who.person_id)

        self._board.record(visit.store_id, [told], work)
        return audition.id

    def withdraw(self, visit: Visit, audition_id: UUID) -> None:
        """Take an audition back; its statement is voided, what was written down stays."""
        audition = self._board.find(Audition, visit.store_id, audition_id)
        if audition.person_id != visit.person_id:
            raise NotFound(GONE)
        told = statements.taken_back(self._board.telling(visit.agent), audition)
        who, now = oneself(visit), self._board.rooms.clock()

        def work(kept: Programme) -> None:
            if not kept.change(Audition, audition.id, _SUBMITTED, state=Verdict.WITHDRAWN.value):
                raise Conflict(_OVER)
            kept.note(audition.id, "withdrawn", who, now, person_id=audition.person_id)

        self._board.record(visit.store_id, [told], work)

    def review(self, visit: Visit, audition_id: UUID, said: dict[str, str], words: str) -> None:
        """Judge by the store's rubric; one review of each reviewer, and it stands."""
        who, audition = oneself(visit), self._open(visit.store_id, audition_id)
        if audition.person_id == visit.person_id:
            raise NotPermitted(_OWN)
        scores = terms.scores_of(self._board.terms(visit.store_id), said)
        review = self._review(who, audition, scores, _worded(words))
        by = self._board.telling(visit.agent)
        told = statements.reviewed(by, audition, visit.person_id, scores, review.scaled)
        if any(r.reviewer_id == visit.person_id for r in self.reviews(visit.store_id, audition.id)):
            raise Conflict(_TWICE)

        def work(kept: Programme) -> None:
            if not kept.add(review):
                raise Conflict(_TWICE)
            kept.note(audition.id, "reviewed", who, review.created, person_id=audition.person_id)

        self._board.record(visit.store_id, [told], work)

    def decide(self, by: Staff, audition_id: UUID, words: str, *, accepted: bool) -> None:
        """Accept or decline with words, once enough people reviewed it."""
        audition = self._open(by.store_id, audition_id)
        self._check_decision(by, audition)
        said, now = _worded(words), self._board.rooms.clock()
        author = self._board.agent(by.store_id, audition.person_id)
        telling = self._board.telling(by.agent)
        told = statements.decided(telling, author, audition, accepted=accepted)
        verdict = Verdict.ACCEPTED if accepted else Verdict.DECLINED
        values = {"state": verdict.value, "words": said, "decided_by": by.name, "decided": now}

        def work(kept: Programme) -> None:
            if not kept.change(Audition, audition.id, _SUBMITTED, **values):
                raise Conflict(_OVER)
            if accepted:
                standing = Standing.ACCEPTED.value
                kept.change(Contributor, audition.person_id, state=standing, changed=now)
            kept.note(audition.id, verdict, by, now, words=said, person_id=audition.person_id)

        heard = f"Your audition “{audition.title}” was {verdict}"
        self._board.record(
            by.store_id, told, work, [notice(audition.person_id, heard, by, audition.id)]
        )

    def reviews(self, store_id: int, audition_id: UUID) -> list[Review]:
        found: list[Review] = self._board.read(
            store_id, lambda kept: kept.list(Review, 100, audition_id=audition_id)
        )
        return found

    def _open(self, store_id: int, audition_id: UUID) -> Audition:
        audition = self._board.find(Audition, store_id, audition_id)
        if audition.state != Verdict.SUBMITTED:
            raise Conflict(_OVER)
        return audition

    def _check_place(self, visit: Visit) -> None:
        found = self._board.contributor(visit.store_id, visit.person_id)
        if found is None or found.state == Standing.LEFT:
            raise NotPermitted(_NOT_ASKED)
        steps = self._joining.checklist(visit.store_id, visit.person_id)
        missing = [step.name for step in steps if not step.done]
        if missing:
            raise Conflict(_LOCKED.format(", ".join(missing)))
        theirs = {"person_id": visit.person_id, "state": Verdict.SUBMITTED.value}
        if self._board.read(visit.store_id, lambda kept: kept.count(Audition, **theirs)):
            raise Conflict(_WAITING)

    def _check_decision(self, by: Staff, audition: Audition) -> None:
        if by.person_id == audition.person_id:
            raise NotPermitted(_OWN)
        needed = self._board.terms(by.store_id).reviewers
        there = len(self.reviews(by.store_id, audition.id))
        if there < needed:
            raise Conflict(_EARLY.format(there, needed))

    def _audition(self, visit: Visit, title: str, clip_id: UUID | None, text: str) -> Audition:
        if clip_id is not None:
            clip = clip_for(self._board.rooms, visit, clip_id)
            if not is_author(clip, onlooker(visit)):
                raise NotPermitted("Audition with a clip of your own.")
            title = title or clip.title
        elif not text.strip():
            raise _refused("text", "Choose one of your clips, or write a text.")
        if not title.strip():
            raise _refused("title", "Give your audition a title.")
        return Audition(
            id=uuid4(),
            person_id=visit.person_id,
            person_name=visit.viewer.name,
            title=" ".join(title.split())[:LONGEST_TITLE],
            clip_id=clip_id,
            text="" if clip_id else text.strip()[:LONGEST_TEXT],
            state=Verdict.SUBMITTED.value,
            words="",
            decided_by="",
            decided=None,
            created=self._board.rooms.clock(),
        )

    def _review(self, who: Staff, audition: Audition, scores: dict[str, int], words: str) -> Review:
        assert who.person_id is not None  # noqa: S101 (whoever visits has one)
        return Review(
            id=uuid5(audition.id, str(who.person_id)),
            audition_id=audition.id,
            reviewer_id=who.person_id,
            reviewer_name=who.name,
            scores=orjson.dumps(scores).decode(),
            words=words,
            scaled=terms.scaled(scores),
            created=self._board.rooms.clock(),
        )


def _worded(words: str) -> str:
    if not words.strip():
        raise _refused("words", "Say it in words too; whoever auditioned reads them.")
    return words.strip()[:LONGEST_WORDS]


def _refused(field: str, words: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, words, "hallway"))
