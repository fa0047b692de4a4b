"""Introductions."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_introductions"
down_revision = "2026_11_22_contributors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introductions",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("id", StatementId(), nullable=False),
        sa.Column("teller", StatementId(), nullable=False),
        sa.Column("teller_name", sa.Text(), server_default="", nullable=False),
        sa.Column("one", StatementId(), nullable=True),
        sa.Column("one_name", sa.Text(), server_default="", nullable=False),
        sa.Column("one_state", sa.String(length=16), nullable=False),
        sa.Column("two", StatementId(), nullable=True),
        sa.Column("two_name", sa.Text(), server_default="", nullable=False),
        sa.Column("two_state", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("happened", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("statement_id", StatementId(), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_introductions_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "id", name=op.f("pk_introductions")),
    )
    with op.batch_alter_table("introductions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_introductions_store_id_one"), ["store_id", "one"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_introductions_store_id_teller_happened"),
            ["store_id", "teller", "happened"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_introductions_store_id_two"), ["store_id", "two"], unique=False
        )
