"""How far an import has come in a file, kept beside that file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from lrs.statement_files.unfinished import unfinished


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything before `offset` is stored or in the rejects file, whose size is `rejects`.

    `last_id` is a statement that must be in the store if all of that is true.
    """

    store: str
    offset: int = 0
    line: int = 0
    last_id: str = ""
    stored: int = 0
    there: int = 0
    moved: int = 0
    rejected: int = 0
    rejects: int = 0

    def save(self, file: Path) -> None:
        with unfinished(place(file)) as part:
            part.write_text(json.dumps(asdict(self)))


def place(file: Path) -> Path:
    return file.with_name(f"{file.name}.import-checkpoint")


def load(file: Path, store: str) -> Checkpoint:
    """Give the checkpoint of this file for this store; a new one where there is none."""
    path = place(file)
    found = Checkpoint(**json.loads(path.read_bytes())) if path.exists() else None
    return found if found and found.store == store else Checkpoint(store)
