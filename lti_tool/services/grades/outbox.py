"""The outbox as it is kept: one row for each column and person, with the score that the LMS should show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from lrs.database import Dialect
from lti_tool.services.grades.outcome import WITHHELD, Outcome
from lti_tool.services.grades.score import (
    Activity,
    Grading,
    Score,
    State,
    later_than,
    would_erase,
)
from lti_tool.services.tables import scores

_SECOND = 1_000_000
_LEASE = 120 * _SECOND  # for so long whoever took a score has it alone
_SCORE = Score.__slots__


@dataclass(frozen=True, slots=True)
class Sending:
    """A score in the outbox: where it stands, how often it was tried, and what the LMS last said."""

    score: Score
    state: State
    attempts: int
    next_try: int
    answer: str
    first_tried: int | None
    delivered: int | None


class Outbox:
    """The outbox of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def put(self, score: Score) -> bool:
        """Let this score of now be sent in place of the one before; False when that one says as much.

        Its timestamp becomes newer than that of the one before.
        """
        # Two that put at once stand in line, or the later one could be the lower one.
        key = sha256(f"score {self._store_id} {score.line_item} {score.subject}".encode()).digest()
        self._dialect.take_turns(self._connection, key)
        before = self.find(score.platform_id, score.line_item, score.subject)
        if before is not None and not _is_more(score, before):
            return False
        last = before.score.timestamp if before else None
        newer = replace(score, timestamp=later_than(last, score.timestamp))
        self._write(newer, score.timestamp)
        return True

    def drop(self, score: Score) -> None:
        """Take a score out, as one that gets another address."""
        gone = _is(score.platform_id, score.line_item, score.subject)
        self._connection.execute(scores.delete().where(self._mine, *gone))

    def find(self, platform_id: UUID, line_item: str, subject: str) -> Sending | None:
        query = _QUERY.where(self._mine, *_is(platform_id, line_item, subject))
        row = self._connection.execute(query).first()
        return _sending(row) if row else None

    def is_due(self, now: int) -> bool:
        query = select(scores.c.subject).where(self._mine, *_due(now)).limit(1)
        return self._connection.execute(query).first() is not None

    def take_due(self, now: int, limit: int) -> list[Sending]:
        """Give scores whose time has come, and keep others from taking them for a while."""
        due = (
            _QUERY.where(self._mine, *_due(now))
            .order_by(scores.c.next_try, scores.c.line_item_hash, scores.c.subject)
            .limit(limit)
        )
        found = [_sending(row) for row in self._connection.execute(due)]
        return [sending for sending in found if self._leased(sending, now)]

    def settle(self, sending: Sending, outcome: Outcome, now: int) -> None:
        """Note what became of a try, unless a newer score took the place meanwhile."""
        self._change(
            sending,
            state=outcome.state,
            answer=outcome.answer,
            attempts=sending.attempts + 1,
            first_tried=sending.first_tried or now,
            next_try=now + int(outcome.again * _SECOND),
            **({"delivered": now} if outcome.state is State.DELIVERED else {}),
        )

    def resend(self, platform_id: UUID, line_item_hash: bytes, subject: str, now: int) -> bool:
        """Begin anew with one that was not delivered; False when there is no such."""
        change = (
            update(scores)
            .where(self._mine, *_is_hashed(platform_id, line_item_hash, subject))
            .where(scores.c.state.in_([State.FAILED, State.WAITING]))
            .values(state=State.WAITING, next_try=now, attempts=0, first_tried=None)
        )
        return self._connection.execute(change).rowcount == 1

    def page(self, states: Sequence[State], offset: int, limit: int) -> list[Sending]:
        """Give the newest first."""
        query = _QUERY.where(self._mine, scores.c.state.in_(states))
        order = (scores.c.timestamp.desc(), scores.c.line_item_hash, scores.c.subject)
        rows = self._connection.execute(query.order_by(*order).offset(offset).limit(limit))
        return [_sending(row) for row in rows]

    def count(self) -> dict[State, int]:
        query = select(scores.c.state, func.count()).where(self._mine).group_by(scores.c.state)
        found = {State(state): n for state, n in self._connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    @property
    def _mine(self) -> ColumnElement[bool]:
        return scores.c.store_id == self._store_id

    def _write(self, score: Score, now: int) -> None:
        outcome = WITHHELD if would_erase(score) else Outcome(State.WAITING, "")
        values = {name: getattr(score, name) for name in _SCORE} | {
            "state": outcome.state,
            "answer": outcome.answer,
            "attempts": 0,
            "next_try": now,
            "first_tried": None,
        }
        key = {"store_id": self._store_id, "line_item_hash": hashed(score.line_item)}
        add = self._dialect.insert(scores).values(**key, **values)
        columns = list(scores.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=columns, set_=values))

    def _leased(self, sending: Sending, now: int) -> bool:
        return self._change(sending, scores.c.next_try == sending.next_try, next_try=now + _LEASE)

    def _change(self, sending: Sending, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change a score that is still the one that was read."""
        score = sending.score
        change = (
            update(scores)
            .where(self._mine, *_is(score.platform_id, score.line_item, score.subject))
            .where(scores.c.timestamp == score.timestamp, scores.c.state == State.WAITING)
            .where(*conditions)
            .values(values)
        )
        return self._connection.execute(change).rowcount == 1


def hashed(line_item: str) -> bytes:
    """Give the key of a column's address, which may be long."""
    return sha256(line_item.encode()).digest()


def _is(platform_id: UUID, line_item: str, subject: str) -> tuple[ColumnElement[bool], ...]:
    return _is_hashed(platform_id, hashed(line_item), subject)


def _is_hashed(platform_id: UUID, key: bytes, subject: str) -> tuple[ColumnElement[bool], ...]:
    return (
        scores.c.platform_id == platform_id,
        scores.c.line_item_hash == key,
        scores.c.subject == subject,
    )


def _due(now: int) -> tuple[ColumnElement[bool], ...]:
    return scores.c.state == State.WAITING, scores.c.next_try <= now


def _is_more(score: Score, before: Sending) -> bool:
    """Let a score only rise: nothing that was earned is taken back by a second try."""
    old = before.score
    if old.given is None or score.given is None:
        begun = (old.activity, old.grading) != (score.activity, score.grading)
        return old.given is None and (score.given is not None or begun)
    return score.given / score.maximum > old.given / old.maximum


_STATE = ("state", "attempts", "next_try", "answer", "first_tried", "delivered")
_QUERY = select(*(scores.c[name] for name in (*_SCORE, *_STATE)))


def _sending(row: Row[Any]) -> Sending:
    kept, standing = row[: len(_SCORE)], row[len(_SCORE) :]
    score = Score(*kept)
    typed = replace(score, activity=Activity(score.activity), grading=Grading(score.grading))
    return Sending(typed, State(standing[0]), *standing[1:])
