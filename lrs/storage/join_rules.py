"""The trusted rules of one store; removed ones stay as a trace."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select, update

from lrs.storage.person_tables import join_rules

MEMBER, ACCOUNT = "member", "account"


@dataclass(frozen=True, slots=True)
class JoinRule:
    """Accounts of `home_page` are called by member ids, or as on the system `other`."""

    id: UUID
    home_page: str
    matches: str
    other: str
    by: str
    created: int


class StoredRules:
    """The rules in force."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._in_force = (join_rules.c.store_id == store_id) & join_rules.c.removed.is_(None)
        self._store_id = store_id

    def add(self, rule: JoinRule) -> None:
        values = {name: getattr(rule, name) for name in JoinRule.__slots__}
        self._connection.execute(join_rules.insert().values(store_id=self._store_id, **values))

    def all(self) -> list[JoinRule]:
        query = select(*(join_rules.c[name] for name in JoinRule.__slots__))
        rows = self._connection.execute(query.where(self._in_force).order_by(join_rules.c.created))
        return [JoinRule(*row) for row in rows]

    def remove(self, rule_id: UUID, now: int) -> bool:
        gone = update(join_rules).where(self._in_force, join_rules.c.id == rule_id)
        return self._connection.execute(gone.values(removed=now)).rowcount == 1
