"""Compressed payloads, one index row for neighbours, inherited entries apart."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_compressed"
down_revision = "2026_11_22_talk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payload_dictionaries",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_payload_dictionaries_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "id", name=op.f("pk_payload_dictionaries")),
    )
    op.create_table(
        "inherited_index",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stored", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("via", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_inherited_index_store_id_stores")
        ),
        sa.PrimaryKeyConstraint(
            "store_id", "key", "stored", "via", name=op.f("pk_inherited_index")
        ),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO inherited_index (store_id, key, stored, via)"
        " SELECT store_id, key, stored, via FROM statement_index WHERE via <> 0"
    )
    op.execute(
        "CREATE TABLE statement_index_before AS"
        " SELECT store_id, key, stored FROM statement_index WHERE via = 0"
    )
    op.drop_table("statement_index")
    op.create_table(
        "statement_index",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stored", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("later", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_statement_index_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "key", "stored", name=op.f("pk_statement_index")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO statement_index (store_id, key, stored)"
        " SELECT store_id, key, stored FROM statement_index_before"
    )
    op.drop_table("statement_index_before")


def downgrade() -> None:
    raise NotImplementedError
