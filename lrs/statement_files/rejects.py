"""The rejects file of an import: each line that could not be stored, and why."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from lrs.errors import Violation
from lrs.statement_files.line import Line
from lrs.xapi import strict_json

SUFFIX = ".rejects.jsonl"


class Rejects:
    """Lines of one input that were refused, in a file beside it that is made with the first of them."""

    def __init__(self, file: Path, size: int) -> None:
        """Keep the first `size` bytes of what an earlier run has written."""
        self.path = file.with_name(file.name + SUFFIX)
        if self.path.exists():
            os.truncate(self.path, size)
            if size == 0:
                self.path.unlink()

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def add(self, refused: Iterable[tuple[Line, Sequence[Violation]]]) -> None:
        """Return when they are safe on disk."""
        with self.path.open("ab") as file:
            for line, errors in refused:
                file.write(_entry(line, errors))
            file.flush()
            os.fsync(file.fileno())


def _entry(line: Line, errors: Sequence[Violation]) -> bytes:
    entry = {
        "line": line.number,
        "errors": [error._asdict() for error in errors],
        "text": None if line.text is None else line.text.decode(errors="replace"),
    }
    return strict_json.dumps(entry) + b"\n"
