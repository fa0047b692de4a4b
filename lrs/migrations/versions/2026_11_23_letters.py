"""Letters: each index entry says something of the statements it finds, so that most needn't be looked up (ADR 19)."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_letters"
down_revision = "2026_11_23_index_covers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Entries that are there stay without letters: what they find is looked up, as it was before."""
    op.add_column(
        "statement_index", sa.Column("letters", sa.Text(), nullable=False, server_default="")
    )
    if op.get_bind().dialect.name == "sqlite":
        return
    op.drop_constraint("pk_statement_index", "statement_index", type_="primary")
    op.execute(
        "ALTER TABLE statement_index ADD CONSTRAINT pk_statement_index"
        " PRIMARY KEY (store_id, key, stored) INCLUDE (later, letters)"
    )
