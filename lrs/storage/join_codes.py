"""Codes by which learners of one store show that two identities are theirs."""

from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from lrs.storage.person_tables import join_code_failures, join_codes


class JoinCodes:
    """The codes of one store, by their hash."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, code_hash: bytes, person_id: UUID, expires: int) -> None:
        """Keep a code; the one that this person was shown before is void from now on."""
        theirs = (join_codes.c.store_id == self._store_id) & (join_codes.c.person_id == person_id)
        self._connection.execute(delete(join_codes).where(theirs))
        values = {"code_hash": code_hash, "person_id": person_id, "expires": expires}
        self._connection.execute(join_codes.insert().values(store_id=self._store_id, **values))

    def take(self, code_hash: bytes, now: int) -> UUID | None:
        """Use a code up and give whom it was shown to; None for a wrong, used or old one."""
        good = (
            join_codes.c.store_id == self._store_id,
            join_codes.c.code_hash == code_hash,
            join_codes.c.used.is_(None),
            join_codes.c.expires > now,
        )
        found = self._connection.scalar(select(join_codes.c.person_id).where(*good))
        used = self._connection.execute(update(join_codes).where(*good).values(used=now))
        return found if used.rowcount == 1 else None

    def fail(self, person_id: UUID, now: int) -> None:
        values = {"store_id": self._store_id, "person_id": person_id, "at": now}
        self._connection.execute(join_code_failures.insert().values(**values))

    def failures(self, person_id: UUID, since: int) -> int:
        """Count the wrong codes since an instant."""
        query = select(func.count()).where(
            join_code_failures.c.store_id == self._store_id,
            join_code_failures.c.person_id == person_id,
            join_code_failures.c.at > since,
        )
        return self._connection.scalar(query) or 0
