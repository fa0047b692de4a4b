"""Links by which learners of a store show their record, and who followed them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from lrs.database import Dialect
from lrs.storage.record_tables import record_share_visits, record_shares

_HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Share:
    """A link; `visits` is how often it was followed. Instants in microseconds."""

    id: UUID
    store_id: int
    person_id: UUID
    words: str
    created: int
    expires: int
    revoked: int | None
    visits: int = 0
    last_visit: int | None = None


_COLUMNS = [record_shares.c[name] for name in Share.__slots__[:7]]


class Shares:
    """The links of all stores: a token says which store it belongs to."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def add(self, token_hash: bytes, share: Share) -> None:
        values = {column.name: getattr(share, column.name) for column in _COLUMNS}
        insert = record_shares.insert().values(token_hash=token_hash, query="", **values)
        self._connection.execute(insert)

    def find(self, token_hash: bytes, now: int) -> Share | None:
        """Give a link that holds; None for one that is unknown, too old or revoked."""
        good = (record_shares.c.revoked.is_(None), record_shares.c.expires > now)
        query = select(*_COLUMNS).where(record_shares.c.token_hash == token_hash, *good)
        row = self._connection.execute(query).first()
        return None if row is None else Share(*row)

    def note_visit(self, share: Share, now: int) -> None:
        """Count a visit under its hour."""
        at = now - now % _HOUR
        row = {"store_id": share.store_id, "share_id": share.id, "at": at, "visits": 1}
        insert = self._dialect.insert(record_share_visits).values(**row)
        more = {"visits": record_share_visits.c.visits + 1}
        keys = ["store_id", "share_id", "at"]
        self._connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=more))

    def of(self, store_id: int, person_id: UUID) -> list[Share]:
        """Give the links of a person, newest first."""
        seen = record_share_visits
        visits = (
            select(
                seen.c.share_id, func.sum(seen.c.visits).label("n"), func.max(seen.c.at).label("at")
            )
            .where(seen.c.store_id == store_id)
            .group_by(seen.c.share_id)
            .subquery()
        )
        query = (
            select(*_COLUMNS, func.coalesce(visits.c.n, 0), visits.c.at)
            .select_from(record_shares.outerjoin(visits, visits.c.share_id == record_shares.c.id))
            .where(record_shares.c.store_id == store_id, record_shares.c.person_id == person_id)
            .order_by(record_shares.c.created.desc())
        )
        return [Share(*row[:7], int(row[7]), row[8]) for row in self._connection.execute(query)]

    def revoke(self, store_id: int, person_id: UUID, share_id: UUID, now: int) -> bool:
        mine = (
            record_shares.c.store_id == store_id,
            record_shares.c.person_id == person_id,
            record_shares.c.id == share_id,
            record_shares.c.revoked.is_(None),
        )
        done = self._connection.execute(update(record_shares).where(*mine).values(revoked=now))
        return done.rowcount == 1
