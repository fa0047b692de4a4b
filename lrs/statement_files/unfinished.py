"""Files that are either whole or not there: written beside their place, then moved into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUFFIX = ".part"


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Give the place to write to; the file moves to `path` when the block ends well."""
    part = path.with_name(path.name + SUFFIX)
    yield part
    _to_disk(part)
    part.replace(path)
    _to_disk(path.parent)


def remove_unfinished(folder: Path) -> None:
    """Remove what an interrupted run has left below the folder."""
    for part in folder.rglob(f"*{SUFFIX}"):
        part.unlink()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
