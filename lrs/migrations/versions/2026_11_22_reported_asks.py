"""Reported asks."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_reported_asks"
down_revision = "2026_11_22_previews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ask_moderations",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("id", StatementId(), nullable=False),
        sa.Column("ask_id", StatementId(), nullable=False),
        sa.Column("answer_id", StatementId(), nullable=True),
        sa.Column("course_id", StatementId(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("by_person", StatementId(), nullable=True),
        sa.Column("by_name", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id", "ask_id"],
            ["asks.store_id", "asks.id"],
            name=op.f("fk_ask_moderations_store_id_ask_id_asks"),
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_ask_moderations_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "id", name=op.f("pk_ask_moderations")),
    )
    with op.batch_alter_table("ask_moderations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ask_moderations_store_id_course_id_at"),
            ["store_id", "course_id", "at"],
            unique=False,
        )

    op.create_table(
        "ask_reports",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("id", StatementId(), nullable=False),
        sa.Column("ask_id", StatementId(), nullable=False),
        sa.Column("answer_id", StatementId(), nullable=True),
        sa.Column("course_id", StatementId(), nullable=False),
        sa.Column("reporter_id", StatementId(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(length=16), server_default="", nullable=False),
        sa.Column("decided", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id", "ask_id"],
            ["asks.store_id", "asks.id"],
            name=op.f("fk_ask_reports_store_id_ask_id_asks"),
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_ask_reports_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "id", name=op.f("pk_ask_reports")),
    )
    with op.batch_alter_table("ask_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ask_reports_store_id_ask_id"), ["store_id", "ask_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_ask_reports_store_id_decision_created"),
            ["store_id", "decision", "created"],
            unique=False,
        )

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", sa.BigInteger(), nullable=True))
