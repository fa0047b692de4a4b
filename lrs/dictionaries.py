"""Which dictionary new statements of a store are compressed with."""

from lrs.database import Database
from lrs.short_memory import ShortMemory
from lrs.storage.payload_dictionaries import PayloadDictionaries
from lrs.storage.zstd_dictionary import ZstdDictionary


class Dictionaries:
    """The newest of each store; one that was made by another process is met within a minute."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest: ShortMemory[int, ZstdDictionary] = ShortMemory(seconds=60)

    def of(self, store_id: int) -> ZstdDictionary:
        return self._newest.get(store_id, lambda: self._find(store_id))

    def _find(self, store_id: int) -> ZstdDictionary:
        with self._database.reading() as connection:
            return PayloadDictionaries(connection, store_id).newest()
