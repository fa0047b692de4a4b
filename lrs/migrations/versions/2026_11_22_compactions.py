"""Compactions."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_compactions"
down_revision = "2026_11_22_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "compactions",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("dictionary", sa.BigInteger(), nullable=False),
        sa.Column("stored", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=True),
        sa.Column("began", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_compactions_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_compactions")),
    )
