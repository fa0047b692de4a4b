"""The database door: one engine, transactions that retry, and what differs between dialects."""

from lrs.database.columns import StatementId, metadata
from lrs.database.dialect import Dialect
from lrs.database.engine import Database

__all__ = ["Database", "Dialect", "StatementId", "metadata"]
