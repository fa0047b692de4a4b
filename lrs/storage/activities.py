"""Activities of one store, with the definition that all statements together give them."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from lrs.database import Dialect, Direct
from lrs.storage.hashing import index_key
from lrs.storage.lookup import Lookup
from lrs.storage.tables import activities
from lrs.xapi import activity_definition, strict_json

_KNOWN = Lookup(
    select(activities.c.id, activities.c.definition).where(
        activities.c.store_id == bindparam("store")
    ),
    activities.c.key,
    each=True,
)


class Activities:
    """The activities of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def definitions(self, ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """Give the definition of each activity that is known, {} for one without."""
        keys = [self._key(activity) for activity in ids]
        rows = _KNOWN.rows(self._connection, self._dialect, self._store_id, keys)
        return {found: strict_json.loads(definition) for found, definition in rows if found in ids}

    def learn(self, definitions: Mapping[str, dict[str, Any]]) -> None:
        """Merge new definitions into what is known; unchanged ones are not written."""
        known = self.definitions(definitions.keys()) if definitions else {}
        changed = {}
        for activity, new in definitions.items():
            merged = activity_definition.merge(known.get(activity, {}), new)
            if merged != known.get(activity):
                changed[activity] = merged
        self._write(changed)

    def _write(self, definitions: Mapping[str, dict[str, Any]]) -> None:
        if not definitions:
            return
        rows = [
            {
                "store_id": self._store_id,
                "key": self._key(activity),
                "id": activity,
                "definition": strict_json.dumps(definition),
            }
            for activity, definition in definitions.items()
        ]
        _merge(self._dialect).run_each(self._connection, rows)

    def _key(self, activity: str) -> int:
        return index_key(self._store_id, "activity", activity)


@cache
def _merge(dialect: Dialect) -> Direct:
    insert = dialect.insert(activities)
    change = {"definition": insert.excluded.definition}
    same = [activities.c.store_id, activities.c.key]
    return Direct(insert.on_conflict_do_update(index_elements=same, set_=change))
