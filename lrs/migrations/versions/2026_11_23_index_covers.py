"""Index covers: PostgreSQL reads whole entries from the statement index's own key, without its table."""

from alembic import op

revision = "2026_11_23_index_covers"
down_revision = "2026_11_22_library_beside_clips"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the key anew, which takes some minutes for 100 million entries; SQLite's covers them already."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.drop_constraint("pk_statement_index", "statement_index", type_="primary")
    op.execute(
        "ALTER TABLE statement_index ADD CONSTRAINT pk_statement_index"
        " PRIMARY KEY (store_id, key, stored) INCLUDE (later)"
    )
    op.execute("ALTER TABLE statement_index SET (autovacuum_vacuum_insert_scale_factor = 0.02)")
