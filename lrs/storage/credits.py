"""Credit that was asked for in one store, what was decided, and the schemes that the store made its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from lrs.storage.record_tables import credit_claims, credit_schemes

WAITING, APPROVED, DECLINED, WITHDRAWN = "waiting", "approved", "declined", "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """Credit that was asked for; with no scheme only a look at the proof. Instants in microseconds.

    `about` is the statement that says most of the entry, `statement_id` the one that awards the credit.
    """

    id: UUID
    person_id: UUID
    entry_id: str
    about: UUID
    title: str
    scheme: str
    category: str
    amount: str
    words: str
    asked_by: str
    asked: int
    state: str = WAITING
    decided_by: str = ""
    decided: int | None = None
    reason: str = ""
    statement_id: UUID | None = None


class Claims:
    """The claims of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, claim: Claim) -> None:
        values = {name: getattr(claim, name) for name in Claim.__slots__}
        self._connection.execute(credit_claims.insert().values(store_id=self._store_id, **values))

    def find(self, claim_id: UUID) -> Claim | None:
        found = self._claims(credit_claims.c.id == claim_id, limit=1)
        return found[0] if found else None

    def waiting(self, limit: int = 200) -> list[Claim]:
        """Give those that nobody has decided on, those first who wait longest."""
        return self._claims(credit_claims.c.state == WAITING, limit=limit)

    def decided(self, limit: int = 50) -> list[Claim]:
        """Give what was decided lately, newest first."""
        found = credit_claims.c.state != WAITING
        query = self._query.where(self._mine, found).order_by(credit_claims.c.decided.desc())
        return [Claim(*row) for row in self._connection.execute(query.limit(limit))]

    def of(self, people: Sequence[UUID]) -> list[Claim]:
        return self._claims(credit_claims.c.person_id.in_(people), limit=1000)

    def count_waiting(self) -> int:
        query = select(func.count()).where(self._mine, credit_claims.c.state == WAITING)
        return self._connection.scalar(query) or 0

    def decide(self, claim_id: UUID, was: str, **values: object) -> bool:
        """Note a decision; False when the claim did not stand as it `was` any more."""
        here = (self._mine, credit_claims.c.id == claim_id, credit_claims.c.state == was)
        done = self._connection.execute(update(credit_claims).where(*here).values(**values))
        return done.rowcount == 1

    @property
    def _mine(self) -> ColumnElement[bool]:
        return credit_claims.c.store_id == self._store_id

    _query = select(*(credit_claims.c[name] for name in Claim.__slots__))

    def _claims(self, condition: ColumnElement[bool], limit: int) -> list[Claim]:
        query = self._query.where(self._mine, condition)
        query = query.order_by(credit_claims.c.asked, credit_claims.c.id).limit(limit)
        return [Claim(*row) for row in self._connection.execute(query)]


class Schemes:
    """The schemes that one store changed or added, as JSON."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def all(self) -> list[str]:
        query = select(credit_schemes.c.definition).where(self._mine)
        return list(self._connection.scalars(query.order_by(credit_schemes.c.code)))

    def put(self, code: str, definition: str, by: str, now: int) -> None:
        self.remove(code)
        values = {"code": code, "definition": definition, "by": by, "created": now}
        self._connection.execute(credit_schemes.insert().values(store_id=self._store_id, **values))

    def remove(self, code: str) -> None:
        gone = delete(credit_schemes).where(self._mine, credit_schemes.c.code == code)
        self._connection.execute(gone)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return credit_schemes.c.store_id == self._store_id
