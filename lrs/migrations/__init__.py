"""One linear history for the whole database; forward only (ADR 3)."""

from lrs.migrations.distribution import distribute
from lrs.migrations.history import differences, is_current, migrate, write

__all__ = ["differences", "distribute", "is_current", "migrate", "write"]
