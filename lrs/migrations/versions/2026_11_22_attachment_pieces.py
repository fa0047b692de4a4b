"""Attachment pieces."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_attachment_pieces"
down_revision = "2026_11_22_services"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachments") as batch:
        batch.add_column(sa.Column("number", sa.Integer(), server_default="0", nullable=False))
        batch.drop_constraint("pk_attachments", type_="primary")
        batch.create_primary_key("pk_attachments", ["store_id", "sha2", "number"])


def downgrade() -> None:
    raise NotImplementedError
