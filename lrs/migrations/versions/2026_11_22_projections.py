"""Projections of records are kept, and reports know on which ground they were counted."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_projections"
down_revision = "2026_11_22_reported_asks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_projections",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", StatementId(), nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_record_projections_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "person_id", name=op.f("pk_record_projections")),
    )
    with op.batch_alter_table("report_cursors") as batch_op:
        batch_op.add_column(sa.Column("ground", sa.Text(), server_default="", nullable=False))
