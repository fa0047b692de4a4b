"""Who asks: the store, the scopes and the authority that a credential stands for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Scope(StrEnum):
    """What a credential may do (xAPI-Communication 4.2, table of scopes)."""

    STATEMENTS_WRITE = "statements/write"
    STATEMENTS_READ_MINE = "statements/read/mine"
    STATEMENTS_READ = "statements/read"
    STATE = "state"
    DEFINE = "define"
    PROFILE = "profile"
    ALL_READ = "all/read"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Access:
    """A credential that was checked. The store comes from here and from nowhere else."""

    store_id: int
    scopes: frozenset[Scope]
    authority: dict[str, Any]

    def covers(self, *scopes: Scope) -> bool:
        """Say whether any of `scopes` was granted, `all` covering each of them."""
        return Scope.ALL in self.scopes or not self.scopes.isdisjoint(scopes)
