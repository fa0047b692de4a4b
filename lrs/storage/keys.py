"""xAPI credentials: found by their key, hashed at rest."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from lrs.database import Direct
from lrs.storage.tables import keys


@dataclass(frozen=True, slots=True)
class Key:
    """A credential as it is kept; `authority` is JSON text."""

    key: str
    store_id: int
    secret_hash: bytes
    name: str
    scopes: str
    authority: str
    created: int
    revoked: int | None


class Keys:
    """All credentials. They are the door where a request finds its store, so no store is given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: Key) -> None:
        values = {name: getattr(key, name) for name in Key.__slots__}
        self._connection.execute(keys.insert().values(values))

    def find(self, key: str) -> Key | None:
        row = _FIND.ask(self._connection, key=key).first()
        return None if row is None else Key(*row)

    def of_store(self, store_id: int) -> list[Key]:
        query = _QUERY.where(keys.c.store_id == store_id).order_by(keys.c.created)
        return [Key(*row) for row in self._connection.execute(query)]

    def revoke(self, key: str, now: int) -> bool:
        """Return False when there is no such key."""
        change = update(keys).where(keys.c.key == key).values(revoked=now)
        return self._connection.execute(change).rowcount == 1


_QUERY = select(*(keys.c[name] for name in Key.__slots__))
_FIND = Direct(_QUERY.where(keys.c.key == bindparam("key")))
