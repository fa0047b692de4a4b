"""Files that any machine hands out, and what was taken out of a store."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_kept_files"
down_revision = "2026_11_22_grades_follow"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_pieces",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_file_pieces_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "name", "number", name=op.f("pk_file_pieces")),
    )
    op.create_table(
        "archives",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("statements", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_archives_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "before", name=op.f("pk_archives")),
    )


def downgrade() -> None:
    raise NotImplementedError
