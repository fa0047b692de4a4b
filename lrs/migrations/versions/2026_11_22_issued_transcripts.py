"""Issued transcripts."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_issued_transcripts"
down_revision = "2026_11_22_asks_and_needs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_transcripts",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_format", sa.String(length=16), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("self_reported", sa.Integer(), nullable=False),
        sa.Column("statements", sa.BigInteger(), nullable=False),
        sa.Column("file_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status_index", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_issued_transcripts_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_issued_transcripts")),
        sa.UniqueConstraint(
            "store_id", "status_index", name=op.f("uq_issued_transcripts_store_id_status_index")
        ),
    )
    with op.batch_alter_table("issued_transcripts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_transcripts_file_sha256"), ["file_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issued_transcripts_store_id_issued"),
            ["store_id", "issued"],
            unique=False,
        )

    op.create_table(
        "letterheads",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.Column("logo_type", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_letterheads_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_letterheads")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("retired", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_signing_keys_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "key_id", name=op.f("pk_signing_keys")),
    )
