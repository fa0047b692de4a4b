"""JSON Lines: each statement as it was stored, one a line."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lrs.storage.statement_places import Placed

SUFFIX = "jsonl"


@contextmanager
def writer(path: Path) -> Iterator[Callable[[Sequence[Placed]], None]]:
    """Give what appends statements to the file."""
    with path.open("wb") as file:
        yield lambda rows: file.writelines(row.payload + b"\n" for row in rows)
