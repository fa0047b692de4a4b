"""Places for statements that keep their `stored`: in rising order, behind all that is here (ADR 11)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lrs.errors import Conflict
from lrs.submission import Prepared

# Other stores give the statements of a batch the same instant, or write milliseconds.
_LATEST = 1_000_000


class StoredOutOfOrder(Conflict):
    """A `stored` can't be kept: it lies in the past of this store, or in the future."""


class KeptPlaces:
    """Gives statements the places that they bring; `moved` are those that stand a little later."""

    def __init__(self, wanted: Mapping[UUID, int]) -> None:
        self._wanted = wanted
        self.moved: set[UUID] = set()

    def __call__(self, fresh: Sequence[Prepared], newest: int, now: int) -> Sequence[int]:
        places = []
        for each in fresh:
            newest = self._place(each.id, newest, now)
            places.append(newest)
        return places

    def _place(self, statement_id: UUID, newest: int, now: int) -> int:
        wanted = self._wanted[statement_id]
        if wanted > now:
            raise StoredOutOfOrder("is in the future; correct it, or import without --keep-stored")
        if wanted < newest - _LATEST:
            raise StoredOutOfOrder(
                "is earlier than the newest statement here, and who follows this store would never "
                "see it; sort the file by stored, or import without --keep-stored"
            )
        if wanted <= newest:
            self.moved.add(statement_id)
        return max(wanted, newest + 1)
