"""Naming sponsors: who supports a clip, an event or something of the library."""

from uuid import UUID

from sqlalchemy import Connection, and_, select

from lrs.database import Database
from lti_tool.sponsors.reach import Kind
from lti_tool.sponsors.tables import sponsored, sponsors

_S, _D = sponsors.c, sponsored.c


def supporters(database: Database, store_id: int, kind: Kind, thing_id: UUID) -> list[str]:
    """Name who supports a thing."""
    with database.reading() as connection:
        return named(connection, store_id, kind, thing_id)


def named(connection: Connection, store_id: int, kind: Kind, thing_id: UUID) -> list[str]:
    """Name who supports a thing, in a transaction that is open already."""
    same = and_(_D.store_id == _S.store_id, _D.sponsor_id == _S.id)
    this = (_S.store_id == store_id, _D.kind == kind.value, _D.thing_id == thing_id)
    query = select(_S.name).join(sponsored, same).where(*this).order_by(_S.name, _S.id)
    return list(connection.scalars(query))
