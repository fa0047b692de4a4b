"""Administrators of stores: found by their e-mail address, their passwords hashed at rest."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from lrs.storage.tables import administrators


@dataclass(frozen=True, slots=True)
class Administrator:
    """Somebody who may sign in to one store's console."""

    email: str
    store_id: int
    password_hash: str


class Administrators:
    """All administrators. Signing in is where a browser finds its store, so no store is given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, administrator: Administrator, now: int) -> None:
        self._connection.execute(
            administrators.insert().values(
                email=administrator.email,
                store_id=administrator.store_id,
                password_hash=administrator.password_hash,
                created=now,
            )
        )

    def named(self, email: str) -> list[Administrator]:
        """Give the places that this address may sign in to, one for each store."""
        query = _QUERY.where(administrators.c.email == email)
        rows = self._connection.execute(query.order_by(administrators.c.store_id))
        return [Administrator(*row) for row in rows]

    def of_store(self, store_id: int) -> list[Administrator]:
        query = _QUERY.where(administrators.c.store_id == store_id)
        rows = self._connection.execute(query.order_by(administrators.c.email))
        return [Administrator(*row) for row in rows]

    def set_password(self, email: str, store_id: int, password_hash: str) -> bool:
        """Say whether there was such an administrator."""
        found = self._connection.execute(
            update(administrators)
            .where(administrators.c.email == email, administrators.c.store_id == store_id)
            .values(password_hash=password_hash)
        )
        return found.rowcount == 1


_QUERY = select(administrators.c.email, administrators.c.store_id, administrators.c.password_hash)
