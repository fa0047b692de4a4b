"""What reports are made from, budget lines, and who looks after a thread."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_reports"
down_revision = "2026_11_22_network"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget_lines",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("id", StatementId(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("formality", sa.String(length=16), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_budget_lines_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "id", name=op.f("pk_budget_lines")),
    )
    op.create_table(
        "report_clips",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("clip", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_clips_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "clip", name=op.f("pk_report_clips")),
    )
    op.create_table(
        "report_contacts",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_contacts_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "person_id", "day", "other", name=op.f("pk_report_contacts")
        ),
    )
    with op.batch_alter_table("report_contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_contacts_store_id_day"), ["store_id", "day"], unique=False
        )

    op.create_table(
        "report_cursors",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("joins_until", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_cursors_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_report_cursors")),
    )
    op.create_table(
        "report_days",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("formality", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_days_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id",
            "person_id",
            "day",
            "kind",
            "formality",
            "basis",
            name=op.f("pk_report_days"),
        ),
    )
    with op.batch_alter_table("report_days", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_days_store_id_day_kind"),
            ["store_id", "day", "kind"],
            unique=False,
        )

    op.create_table(
        "report_steps",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("began", sa.Integer(), nullable=True),
        sa.Column("again", sa.Integer(), nullable=True),
        sa.Column("between", sa.Integer(), nullable=True),
        sa.Column("contributed", sa.Integer(), nullable=True),
        sa.Column("mentored", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_steps_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "person_id", name=op.f("pk_report_steps")),
    )
    op.create_table(
        "report_threads",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_threads_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "thread", "person_id", "kind", name=op.f("pk_report_threads")
        ),
    )
    with op.batch_alter_table("report_threads", schema=None) as batch_op:
        batch_op.create_index("ix_report_threads_kind", ["store_id", "kind", "first"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_report_threads_store_id_person_id"),
            ["store_id", "person_id"],
            unique=False,
        )

    op.create_table(
        "report_totals",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("formality", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_totals_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "day", "kind", "formality", "basis", name=op.f("pk_report_totals")
        ),
    )
    op.create_table(
        "report_views",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("clip", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_views_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "person_id", "clip", name=op.f("pk_report_views")),
    )
    op.create_table(
        "report_waiting",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_waiting_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "person_id", name=op.f("pk_report_waiting")),
    )
    op.create_table(
        "thread_claims",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_thread_claims_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "thread", name=op.f("pk_thread_claims")),
    )
