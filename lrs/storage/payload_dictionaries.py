"""The dictionaries with which one store's payloads are compressed."""

from sqlalchemy import ColumnElement, Connection, select

from lrs.storage.tables import payload_dictionaries
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary

# Ids are random, and a dictionary never changes: what one process knows of them holds for ever.
_known: dict[int, ZstdDictionary] = {BUILT_IN.id: BUILT_IN}


class PayloadDictionaries:
    """What the statements of one store have in common, as it was found at several times."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    @property
    def _mine(self) -> ColumnElement[bool]:
        return payload_dictionaries.c.store_id == self._store_id

    def newest(self) -> ZstdDictionary:
        """Give the one to write with: the built-in one until the store has its own."""
        query = select(payload_dictionaries.c.id).where(self._mine)
        newest = query.order_by(payload_dictionaries.c.created.desc()).limit(1)
        found = self._connection.scalar(newest)
        return BUILT_IN if found is None else self.one(found)

    def one(self, dictionary_id: int) -> ZstdDictionary:
        return _known.get(dictionary_id) or self._fetched(dictionary_id)

    def add(self, dictionary: ZstdDictionary, now: int) -> None:
        """Keep one for good: payloads will need it."""
        values = {"store_id": self._store_id, "id": dictionary.id, "created": now}
        self._connection.execute(
            payload_dictionaries.insert().values(**values, content=dictionary.content)
        )

    def _fetched(self, dictionary_id: int) -> ZstdDictionary:
        query = select(payload_dictionaries.c.content).where(
            self._mine, payload_dictionaries.c.id == dictionary_id
        )
        found = ZstdDictionary(self._connection.execute(query).scalar_one())
        return _known.setdefault(dictionary_id, found)
