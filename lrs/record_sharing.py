"""Sharing a record by a link: made by its learner, for some days, revoked at will, each visit counted."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, Violation
from lrs.storage.record_shares import Share, Shares

_DAY = 86_400_000_000
_MOST_DAYS = 365
_LONGEST = 200
_GONE = "This link is not valid: it has expired, was revoked, or never was one."


class RecordShares:
    """The links of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, store_id: int, person_id: UUID, words: str, days: str) -> str:
        """Give the token of a new link, which is kept nowhere; raises InvalidRequest."""
        if not (days.isascii() and days.isdigit() and 1 <= int(days) <= _MOST_DAYS):
            message = f"A link holds from 1 to {_MOST_DAYS} days."
            raise InvalidRequest(Violation("days", message, "hallway"))
        token, at = secrets.token_urlsafe(32), now()
        until = at + int(days) * _DAY
        share = Share(uuid4(), store_id, person_id, words.strip()[:_LONGEST], at, until, None)
        self._write(lambda shares: shares.add(_hashed(token), share))
        return token

    def follow(self, token: str) -> Share:
        """Give the link of a token and count the visit; raises NotFound."""
        at = now()
        with self._database.reading() as connection:
            found = Shares(connection, self._database.dialect).find(_hashed(token), at)
        if found is None:
            raise NotFound(_GONE)
        self._write(lambda shares: shares.note_visit(found, at))
        return found

    def of(self, store_id: int, person_id: UUID) -> list[Share]:
        """Give the links of a person, newest first, old ones too."""
        with self._database.reading() as connection:
            return Shares(connection, self._database.dialect).of(store_id, person_id)

    def revoke(self, store_id: int, person_id: UUID, share_id: UUID) -> None:
        """Let a link lead nowhere from now on; raises NotFound."""
        done: list[bool] = []

        def work(shares: Shares) -> None:
            done.append(shares.revoke(store_id, person_id, share_id, now()))

        self._write(work)
        if not done[-1]:
            raise NotFound("There is no such link, or it was revoked already.")

    def _write(self, work: Callable[[Shares], None]) -> None:
        def within(connection: Connection) -> None:
            work(Shares(connection, self._database.dialect))

        self._database.write(within)


def _hashed(token: str) -> bytes:
    return sha256(token.encode()).digest()
