"""Previews, the courses that a course is a copy of, and where notices were asked to go."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_previews"
down_revision = "2026_11_22_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "previews",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_previews_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "key", name=op.f("pk_previews")),
    )
    with op.batch_alter_table("resource_links", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("context_history", sa.Text(), server_default="", nullable=False)
        )
    with op.batch_alter_table("notice_subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handler", sa.Text(), server_default="", nullable=False))
