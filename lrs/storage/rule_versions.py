"""The versions of one store's changes to the table of rules; the one activated last counts."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, update

from lrs.storage.record_tables import rule_versions


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version; `changes` is JSON. Version 0 is the table as Hallway brings it."""

    version: int
    changes: str
    note: str
    by: str
    created: int
    activated: int | None = None


AS_IT_COMES = RuleVersion(0, "[]", "as Hallway brings it", "", 0)


class RuleVersions:
    """The versions of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, changes: str, note: str, by: str, now: int) -> int:
        """Keep a draft and give its number."""
        newest = select(func.max(rule_versions.c.version)).where(self._mine)
        version = (self._connection.scalar(newest) or 0) + 1
        values = {"version": version, "changes": changes, "note": note, "by": by, "created": now}
        self._connection.execute(rule_versions.insert().values(store_id=self._store_id, **values))
        return version

    def find(self, version: int) -> RuleVersion | None:
        rows = self._connection.execute(
            self._query.where(self._mine, rule_versions.c.version == version)
        )
        return next((RuleVersion(*row) for row in rows), None)

    def all(self) -> list[RuleVersion]:
        """Give all versions, newest first."""
        rows = self._connection.execute(
            self._query.where(self._mine).order_by(rule_versions.c.version.desc())
        )
        return [RuleVersion(*row) for row in rows]

    def active(self) -> RuleVersion:
        query = self._query.where(self._mine, rule_versions.c.activated.is_not(None))
        latest = query.order_by(rule_versions.c.activated.desc()).limit(1)
        row = self._connection.execute(latest).first()
        return AS_IT_COMES if row is None else RuleVersion(*row)

    def activate(self, version: int, now: int) -> bool:
        here = (self._mine, rule_versions.c.version == version)
        done = self._connection.execute(update(rule_versions).where(*here).values(activated=now))
        return done.rowcount == 1

    @property
    def _mine(self) -> ColumnElement[bool]:
        return rule_versions.c.store_id == self._store_id

    _query = select(*(rule_versions.c[name] for name in RuleVersion.__slots__))
