"""Browsers that push services reach, as they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from lrs.database import Dialect
from lti_tool.notifications.tables import push_subscriptions


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser. `keys` is sealed JSON: endpoint, p256dh and auth as the browser gave them."""

    endpoint_hash: bytes
    person_id: UUID
    keys: bytes
    device: str
    created: int
    used: int | None


class Subscriptions:
    """The browsers of the people of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def keep(self, found: Subscription) -> None:
        """Keep a browser; it belongs to whoever turned push on in it last."""
        values = {name: getattr(found, name) for name in Subscription.__slots__}
        add = self._dialect.insert(push_subscriptions).values(store_id=self._store_id, **values)
        key = list(push_subscriptions.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))

    def of(self, person_id: UUID) -> Sequence[Subscription]:
        query = select(*(push_subscriptions.c[name] for name in Subscription.__slots__))
        own = (self._mine, push_subscriptions.c.person_id == person_id)
        rows = self._connection.execute(query.where(*own).order_by(push_subscriptions.c.created))
        return [Subscription(*row) for row in rows]

    def count(self, person_id: UUID) -> int:
        own = (self._mine, push_subscriptions.c.person_id == person_id)
        return self._connection.scalar(select(func.count()).where(*own)) or 0

    def drop(self, endpoint_hash: bytes) -> None:
        gone = push_subscriptions.c.endpoint_hash == endpoint_hash
        self._connection.execute(delete(push_subscriptions).where(self._mine, gone))

    def drop_all(self, person_id: UUID) -> None:
        own = push_subscriptions.c.person_id == person_id
        self._connection.execute(delete(push_subscriptions).where(self._mine, own))

    def note_use(self, endpoint_hash: bytes, now: int) -> None:
        found = push_subscriptions.c.endpoint_hash == endpoint_hash
        self._connection.execute(
            update(push_subscriptions).where(self._mine, found).values(used=now)
        )

    @property
    def _mine(self) -> ColumnElement[bool]:
        return push_subscriptions.c.store_id == self._store_id


def hashed(endpoint: str) -> bytes:
    return sha256(endpoint.encode()).digest()
