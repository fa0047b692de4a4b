"""Who answered most about a word is found by an index."""

from alembic import op

revision = "2026_11_22_best_answerers"
down_revision = "2026_11_22_column_maps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ["store_id", "word", "answers", "person_id", "last"]
    op.create_index("ix_report_words_answers", "report_words", columns)
