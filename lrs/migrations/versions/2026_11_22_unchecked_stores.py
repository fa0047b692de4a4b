"""Unchecked stores: the two largest tables no longer ask for each row whether its store is there."""

from alembic import op

revision = "2026_11_22_unchecked_stores"
down_revision = "2026_11_22_how_needs_end"
branch_labels = None
depends_on = None

_TABLES = ("statements", "statement_index")
_TEXT = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
_CHANGE = "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _forget()
        return
    for table in _TABLES:
        op.drop_constraint(f"fk_{table}_store_id_stores", table, type_="foreignkey")


def _forget() -> None:
    """Take the constraints out of the tables' texts, so that millions of rows need not be copied.

    SQLite says itself how (https://www.sqlite.org/lang_altertable.html, "a simpler procedure").
    """
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    for table in _TABLES:
        before = connection.exec_driver_sql(_TEXT, (table,)).scalar_one()
        connection.exec_driver_sql(_CHANGE, (_without(before, table), table))
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _without(text: str, table: str) -> str:
    name = f"fk_{table}_store_id_stores"
    clause = f"CONSTRAINT {name} FOREIGN KEY(store_id) REFERENCES stores (id)"
    lines = [line for line in text.splitlines() if line.strip().rstrip(",") != clause]
    if len(lines) == len(text.splitlines()):
        raise ValueError(f"{table} has another text than Hallway gave it:\n{text}")
    kept = "\n".join(lines)
    # The clause may have been the last one, behind a comma.
    return kept.replace(", \n)", "\n)")
