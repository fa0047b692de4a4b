"""Distribution: on Citus each table is spread by `store_id`, or stands whole on every machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, ForeignKeyConstraint, MetaData, Table, event
from sqlalchemy.schema import AddConstraint

from lrs.database import Database
from lrs.errors import Conflict

# Tables of one machine that point at a reference table are listed there as well: ('n', 's').
_DONE = """
    SELECT logicalrelid::regclass::text FROM pg_dist_partition
    WHERE (partmethod, repmodel) <> ('n', 's')
"""
_KEPT = "SELECT conname FROM pg_constraint WHERE contype = 'f'"
_HAS_CITUS = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'"


def distribute(
    database: Database, metadata: MetaData, tell: Callable[[str], None] = lambda _: None
) -> int:
    """Spread what isn't spread yet and give how many tables that were; raises Conflict.

    Each table in a transaction of its own, so that an interrupted run goes on where it was.
    """
    if not database.dialect.is_server or not database.write(_has_citus):
        raise Conflict(
            "There is no Citus here. On its coordinator run CREATE EXTENSION citus, add the workers "
            "(SELECT citus_add_node(…)), and set HALLWAY_DATABASE_URL to the coordinator."
        )
    done = _names(database, _DONE)
    rest = {name: sql for name, sql in plan(metadata).items() if name not in done}
    for sql in loosened(metadata, set(rest)):
        _run(database, sql)
    for name, sql in rest.items():
        tell(name)
        _run(database, sql)
    for sql in tied(database, metadata):
        _run(database, sql)
    return len(rest)


@contextmanager
def untied(database: Database, metadata: MetaData) -> Iterator[None]:
    """Make tables meanwhile that point at none that may be spread; `distribute` ties them.

    Citus refuses a foreign key from a table that isn't spread yet to one that is.
    """
    if not _is_spread(database):
        yield
        return
    loosen = _loosen({table.name for table in reference_tables(metadata)})
    event.listen(Table, "before_create", loosen)
    try:
        yield
    finally:
        event.remove(Table, "before_create", loosen)


def _loosen(whole: set[str]) -> Callable[..., None]:
    def loosen(table: Table, _connection: Connection, **_: object) -> None:
        for key in table.foreign_key_constraints:
            if _referred(key) not in whole:
                table.constraints.discard(key)

    return loosen


def loosened(metadata: MetaData, rest: set[str]) -> list[str]:
    """Give the SQL that drops what Citus can't keep, or not while it spreads the tables in `rest`.

    A table on every machine may not point at one that is spread; the rows of such a table name
    their store and are looked at together with it. Two spread tables are tied again by `tied`.
    """
    spread = set(distributed_tables(metadata))
    lost = [
        (table, key)
        for table in reference_tables(metadata)
        for key in table.foreign_key_constraints
        if key.referred_table in spread
    ]
    untied = [(table, key) for table, key in _ties(metadata) if {table.name, _referred(key)} & rest]
    return [
        f"ALTER TABLE {table.name} DROP CONSTRAINT IF EXISTS {key.name}"
        for table, key in (*lost, *untied)
    ]


def tied(database: Database, metadata: MetaData) -> list[str]:
    """Give the SQL that makes the foreign keys between spread tables that aren't there."""
    kept = _names(database, _KEPT)
    return [
        str(AddConstraint(key, isolate_from_table=False).compile(database.engine))
        for _, key in _ties(metadata)
        if key.name not in kept
    ]


def plan(metadata: MetaData) -> dict[str, str]:
    """Give the SQL for each table, in the order in which they may be spread."""
    whole = {
        table.name: f"SELECT create_reference_table('{table.name}')"
        for table in reference_tables(metadata)
    }
    spread: dict[str, str] = {}
    for table in distributed_tables(metadata):
        beside = next(iter(spread), "none")
        spread[table.name] = (
            f"SELECT create_distributed_table('{table.name}', 'store_id', "
            f"colocate_with => '{beside}')"
        )
    return whole | spread


def distributed_tables(metadata: MetaData) -> Sequence[Table]:
    """Give the tables whose rows lie with their store: those whose key begins with it."""
    return [table for table in metadata.sorted_tables if _leads_with_store(table)]


def reference_tables(metadata: MetaData) -> Sequence[Table]:
    """Give the tables that are looked into before a store is known: small, and read everywhere."""
    return [table for table in metadata.sorted_tables if not _leads_with_store(table)]


def _ties(metadata: MetaData) -> Iterator[tuple[Table, ForeignKeyConstraint]]:
    """Give the foreign keys between spread tables."""
    spread = distributed_tables(metadata)
    for table in spread:
        keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
        yield from ((table, key) for key in keys if key.referred_table in spread)


def _referred(key: ForeignKeyConstraint) -> str:
    return key.referred_table.name


def _leads_with_store(table: Table) -> bool:
    return next(iter(table.primary_key)).name == "store_id"


def _has_citus(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql(_HAS_CITUS).scalar())


def _is_spread(database: Database) -> bool:
    return (
        database.dialect.is_server and database.write(_has_citus) and bool(_names(database, _DONE))
    )


def _names(database: Database, sql: str) -> set[str]:
    return set(database.write(lambda connection: connection.exec_driver_sql(sql).scalars().all()))


def _run(database: Database, sql: str) -> None:
    database.write(lambda connection: connection.exec_driver_sql(sql))
