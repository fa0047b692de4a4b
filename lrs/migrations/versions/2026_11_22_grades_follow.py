"""Grades follow the statements, columns are made when a score needs one, and keys say when they sign."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_grades_follow"
down_revision = "2026_11_22_sandbox_services"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grade_cursors",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("statements", sa.BigInteger(), nullable=False),
        sa.Column("launches", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_grade_cursors_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_grade_cursors")),
    )
    with op.batch_alter_table("resource_links", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("column_asked", sa.BigInteger(), server_default="0", nullable=False)
        )
    with op.batch_alter_table("tool_keys", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signs", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE tool_keys SET signs = created + 86400000000")
