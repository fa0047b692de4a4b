"""Rosters are asked for by night, and links say where the groups of their course are."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_rosters_by_night"
down_revision = "2026_11_22_compressed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rosters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tried", sa.BigInteger(), server_default="0", nullable=False))
    with op.batch_alter_table("resource_links", schema=None) as batch_op:
        batch_op.add_column(sa.Column("groups", sa.Text(), server_default="", nullable=False))
