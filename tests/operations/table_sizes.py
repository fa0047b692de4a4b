"""What a database knows of how large its tables are, for its plans."""

from sqlalchemy import Connection

from tests.postgresql import citus

_ASKED = {
    "sqlite": "SELECT max(CAST(stat AS integer)) FROM sqlite_stat1 WHERE tbl = '{}'",
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = '{}'",
    "citus": """SELECT max(result::float) FROM run_command_on_shards(
        '{}', 'SELECT reltuples FROM pg_class WHERE oid = ''%%s''::regclass')""",
}


def known_rows(connection: Connection, table: str) -> float:
    """Give the rows that the database counted last in a table, on a Citus in its largest shard; 0 or less if never."""
    on_citus = citus.given() and connection.dialect.name == "postgresql"
    asked = _ASKED["citus" if on_citus else connection.dialect.name].format(table)
    return connection.exec_driver_sql(asked).scalar() or 0
