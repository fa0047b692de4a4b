"""Clips found: full text of clips, reports about them, and how long somebody can have watched."""

import sqlalchemy as sa
from alembic import op

from lrs.database import StatementId

revision = "2026_11_22_clips_found"
down_revision = "2026_11_22_reach"
branch_labels = None
depends_on = None

# Full text has no type that fits both databases, so this table is no part of the metadata.
_FTS5 = """
    CREATE VIRTUAL TABLE clips_search USING fts5(
        words, store_id UNINDEXED, clip_id UNINDEXED, tokenize='unicode61 remove_diacritics 2'
    )
"""
_TSVECTOR = """
    CREATE TABLE clips_search (
        store_id INTEGER NOT NULL, clip_id UUID NOT NULL, words TSVECTOR NOT NULL,
        PRIMARY KEY (store_id, clip_id)
    )
"""
_GIN = "CREATE INDEX clips_search_words ON clips_search USING gin (words)"
_FILLED = """
    INSERT INTO clips_search (store_id, clip_id, words)
    SELECT store_id, id, to_tsvector('simple', search) FROM clips
"""
_ROW = """
    INSERT INTO clips_search (rowid, words, store_id, clip_id) VALUES (:row, :words, :store, :clip)
"""


def upgrade() -> None:
    op.create_table(
        "clip_reports",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("clip_id", StatementId(), nullable=False),
        sa.Column("id", StatementId(), nullable=False),
        sa.Column("reporter", StatementId(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(length=16), server_default="", nullable=False),
        sa.Column("decided", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id", "clip_id"],
            ["clips.store_id", "clips.id"],
            name=op.f("fk_clip_reports_store_id_clip_id_clips"),
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_clip_reports_store_id_stores")
        ),
        sa.PrimaryKeyConstraint("store_id", "clip_id", "id", name=op.f("pk_clip_reports")),
    )
    with op.batch_alter_table("clip_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clip_reports_store_id_decision_created"),
            ["store_id", "decision", "created"],
            unique=False,
        )
    _columns()
    _words()


def _columns() -> None:
    by_name = sa.Column("by_name", sa.Text(), server_default="", nullable=False)
    spent = sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False)
    begun = sa.Column("begun", sa.BigInteger(), server_default="0", nullable=False)
    speed = sa.Column("speed", sa.Float(), server_default="1", nullable=False)
    op.add_column("clip_events", by_name)
    op.add_column("viewings", spent)
    op.add_column("watch_sessions", begun)
    op.add_column("watch_sessions", speed)


def _words() -> None:
    """Let the clips that are there be found."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        for statement in (_TSVECTOR, _GIN, _FILLED):
            op.execute(statement)
        return
    op.execute(_FTS5)
    for store, clip, words in connection.execute(sa.text("SELECT store_id, id, search FROM clips")):
        row = int.from_bytes(bytes(clip)[:8], "big") >> 1
        found = {"row": row, "words": words, "store": store, "clip": clip}
        connection.execute(sa.text(_ROW), found)
