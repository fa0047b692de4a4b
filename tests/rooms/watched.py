"""Clips that were watched, without a player."""

from lrs import Lrs, Store
from lti_tool.clips.clip import Clip
from lti_tool.clips.watching.tables import viewings
from tests.rooms.conftest import Someone


def watch(lrs: Lrs, store: Store, clip: Clip, someone: Someone, seconds: int, at: int) -> None:
    """Let someone have seen the first seconds of a clip of two minutes."""
    row = {
        "store_id": store.id,
        "clip_id": clip.id,
        "person_id": someone.person_id,
        "version": 1,
        "segments": "[]",
        "seen": b"\x01" * seconds + b"\x00" * (120 - seconds),
        "completed": False,
        "changed": at,
        "last": at,
    }
    known = {name: value for name, value in row.items() if name in viewings.c}
    lrs.database.write(lambda c: c.execute(viewings.insert().values(known)))
