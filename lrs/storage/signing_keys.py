"""The keys that a store signs its transcripts with: several live, private halves sealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    select,
    update,
)

from lrs.database import metadata

# `public` is the raw Ed25519 key. A retired key signs no more and stays published; a withdrawn one
# is published no more. Instants in microseconds.
signing_keys = Table(
    "signing_keys",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("key_id", String(64), primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("private", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("retired", BigInteger),
    Column("withdrawn", BigInteger),
)


@dataclass(frozen=True, slots=True)
class SealedKey:
    """One key; `private` is sealed."""

    key_id: str
    public: bytes
    private: bytes
    created: int
    retired: int | None
    withdrawn: int | None


class SigningKeys:
    """The signing keys of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def all(self) -> Sequence[SealedKey]:
        """Give all of them, newest first."""
        table = signing_keys.c
        query = select(
            table.key_id,
            table.public,
            table.private,
            table.created,
            table.retired,
            table.withdrawn,
        ).where(table.store_id == self._store_id)
        rows = self._connection.execute(query.order_by(table.created.desc(), table.key_id.desc()))
        return [SealedKey(*row) for row in rows]

    def add(self, key: SealedKey) -> None:
        self._connection.execute(
            signing_keys.insert().values(
                store_id=self._store_id,
                key_id=key.key_id,
                public=key.public,
                private=key.private,
                created=key.created,
            )
        )

    def retire(self, now: int) -> None:
        """Let those that sign now sign no more."""
        self._change(signing_keys.c.retired.is_(None), retired=now)

    def withdraw(self, now: int) -> None:
        """Publish none of them any more."""
        self._change(signing_keys.c.withdrawn.is_(None), withdrawn=now)

    def _change(self, condition: object, **values: int) -> None:
        mine = signing_keys.c.store_id == self._store_id
        self._connection.execute(
            update(signing_keys).where(mine, condition).values(values)  # type: ignore[arg-type]
        )
