"""Signed-in browsers, and the wrong passwords of late."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from lrs.database import Dialect
from lrs.storage.tables import sessions, sign_in_failures


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which `subject` (an e-mail address) is signed in to one store until `expires`."""

    store_id: int
    subject: str
    expires: int


class Sessions:
    """All sessions, known by the hash of the token in the browser's cookie."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, token_hash: bytes, session: Session, now: int) -> None:
        self._connection.execute(
            sessions.insert().values(
                token_hash=token_hash,
                store_id=session.store_id,
                subject=session.subject,
                created=now,
                expires=session.expires,
            )
        )

    def find(self, token_hash: bytes, now: int) -> Session | None:
        query = select(sessions.c.store_id, sessions.c.subject, sessions.c.expires).where(
            sessions.c.token_hash == token_hash, sessions.c.expires > now
        )
        row = self._connection.execute(query).first()
        return None if row is None else Session(*row)

    def close(self, token_hash: bytes) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_all_of(self, store_id: int, subject: str) -> None:
        mine = (sessions.c.store_id == store_id) & (sessions.c.subject == subject)
        self._connection.execute(delete(sessions).where(mine))

    def forget_expired(self, now: int) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.expires <= now))


class SignInFailures:
    """Wrong passwords of late, by the hash of whom they were for or where they came from."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def add(self, subject_hash: bytes, now: int) -> None:
        row = self._dialect.insert(sign_in_failures).values(subject_hash=subject_hash, at=now)
        self._connection.execute(row.on_conflict_do_nothing())

    def count(self, subject_hash: bytes, since: int) -> int:
        query = select(func.count()).where(
            sign_in_failures.c.subject_hash == subject_hash, sign_in_failures.c.at > since
        )
        return self._connection.scalar(query) or 0

    def forget(self, subject_hash: bytes) -> None:
        mine = sign_in_failures.c.subject_hash == subject_hash
        self._connection.execute(delete(sign_in_failures).where(mine))

    def forget_before(self, instant: int) -> None:
        self._connection.execute(delete(sign_in_failures).where(sign_in_failures.c.at <= instant))
