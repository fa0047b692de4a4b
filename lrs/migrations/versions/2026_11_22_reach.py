"""Reports count people from sets, and answers where threads were opened; the worker counts everything anew."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_reach"
down_revision = "2026_11_22_introductions"
branch_labels = None
depends_on = None

_MADE_ANEW = ("report_days", "report_contacts", "report_threads", "report_views")
_EMPTIED = ("report_totals", "report_steps", "report_waiting", "report_cursors")


def upgrade() -> None:
    for name in _MADE_ANEW:
        op.drop_table(name)
    for name in _EMPTIED:
        op.execute(sa.delete(sa.table(name)))
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
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_report_days_kind",
        "report_days",
        ["store_id", "kind", "day", "formality", "person_id", "entries", "statements"],
        unique=False,
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
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_report_contacts_day",
        "report_contacts",
        ["store_id", "day", "person_id", "confirmed", "other"],
        unique=False,
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
        sa.Column("answered", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_threads_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "thread", "person_id", "kind", name=op.f("pk_report_threads")
        ),
    )
    op.create_index(
        "ix_report_threads_kind",
        "report_threads",
        ["store_id", "kind", "first", "answered", "person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_threads_store_id_person_id"),
        "report_threads",
        ["store_id", "person_id"],
        unique=False,
    )
    op.create_index(
        "ix_report_threads_waiting",
        "report_threads",
        ["store_id", "kind", "answered", "first"],
        unique=False,
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
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_report_views_clip", "report_views", ["store_id", "clip", "day", "seconds"], unique=False
    )
    op.create_table(
        "report_numbers",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_numbers_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "person_id", name=op.f("pk_report_numbers")),
    )
    op.create_index(
        op.f("ix_report_numbers_store_id_number"),
        "report_numbers",
        ["store_id", "number"],
        unique=True,
    )
    op.create_table(
        "report_reach",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.String(length=8), nullable=False),
        sa.Column("begin", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("formality", sa.String(length=16), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_reach_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "length", "begin", "kind", "formality", "part", name=op.f("pk_report_reach")
        ),
    )
    op.create_table(
        "report_words",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_report_words_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "word", "person_id", name=op.f("pk_report_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_report_words_store_id_person_id"),
        "report_words",
        ["store_id", "person_id"],
        unique=False,
    )
