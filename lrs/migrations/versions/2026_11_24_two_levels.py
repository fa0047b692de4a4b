"""Two levels: on SQLite large batches file their statements in a small table first (ADR 22)."""

# ruff: noqa: S608 (no name in this SQL comes from outside)

from alembic import op

revision = "2026_11_24_two_levels"
down_revision = "2026_11_23_letters"
branch_labels = None
depends_on = None

_COLUMNS = '"key", stored, store_id, later, letters'
_SAME = 'store_id = OLD.store_id AND "key" = OLD."key" AND stored = OLD.stored'


def upgrade() -> None:
    """What is there stays where it is, on the large level."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("ALTER TABLE statement_index RENAME TO statement_index_settled")
    op.execute(
        'CREATE TABLE statement_index_recent ("key" BIGINT NOT NULL, stored BIGINT NOT NULL,'
        " store_id INTEGER NOT NULL, later TEXT DEFAULT '' NOT NULL,"
        " letters TEXT DEFAULT '' NOT NULL,"
        ' PRIMARY KEY (store_id, "key", stored)) WITHOUT ROWID'
    )
    op.execute(
        "CREATE VIEW statement_index AS"
        f" SELECT {_COLUMNS} FROM statement_index_settled"
        f" UNION ALL SELECT {_COLUMNS} FROM statement_index_recent"
    )
    levels = ("statement_index_settled", "statement_index_recent")
    change = "UPDATE {} SET later = NEW.later, letters = NEW.letters WHERE " + _SAME
    remove = "DELETE FROM {} WHERE " + _SAME
    for name, of, what in (("changed", "UPDATE", change), ("removed", "DELETE", remove)):
        each = " ".join(f"{what.format(level)};" for level in levels)
        op.execute(
            f"CREATE TRIGGER statement_index_{name} INSTEAD OF {of} ON statement_index"
            f" BEGIN {each} END"
        )
