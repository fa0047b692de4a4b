"""The table of invitations."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text

from lrs.database import StatementId, metadata

# A door: who brings the token of an invitation is led to its store. Of the token only the hash is kept.
# `claimed` is when somebody began to use it, `used` when the registration was made.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("auto_approve", Boolean, nullable=False),
    Column("claimed", BigInteger),
    Column("used", BigInteger),
    Column("platform_id", StatementId),
)
