"""Clips that can be played, and what a player sends about them."""

import time
from typing import Any
from uuid import UUID, uuid4

from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from lti_tool.clips.watching.openings import Openings
from tests.rooms.conftest import Someone

LENGTH = 10.0

OPENED = ({"act": "initialized", "time": 0}, {"act": "played", "time": 0})


def clip_of(author: Someone, **values: Any) -> Clip:
    """Keep a clip that everybody of the store may see."""
    known: dict[str, Any] = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": author.store.id,
        "id": uuid4(),
        "platform_id": uuid4(),
        "author": author.person_id,
        "title": "Bank feeds",
        "kind": Kind.HOW_TO,
        "length": LENGTH,
        "state": State.READY,
        "progress": 100,
        "source": Source.FILE,
        "visibility": Visibility.STORE,
        "round": 1,
        "created": 1,
        "changed": 1,
    }
    clip = Clip(**{name: {**known, **values}[name] for name in Clip.__slots__})
    database = author.lrs.database
    database.write(lambda c: Clips(c, database.dialect, clip.store_id).add(clip, clip.title))
    return clip


def batch(*observations: dict[str, Any], session: UUID | None = None, ago: int = 60) -> Any:
    """What a page sends: observations of a second each, the first `ago` seconds before now."""
    now = time.time_ns() // 1_000_000
    start = now - ago * 1000
    return {
        "session": str(session or uuid4()),
        "sent": now,
        "length": LENGTH,
        "observations": [
            {"number": n, "at": start + n * 1000, **one} for n, one in enumerate(observations, 1)
        ],
    }


def watched(start: float, end: float) -> tuple[dict[str, Any], ...]:
    """One whole session."""
    return (
        *OPENED,
        {"act": "paused", "time": end, "watched": [start, end]},
        {"act": "terminated", "time": end},
    )


def opened(who: Someone, clip: Clip, ago: int = 60) -> str:
    """What a page that was made so many seconds ago says of itself."""
    assert who.person_id
    at = time.time_ns() // 1_000_000 - ago * 1000
    return Openings(who.lrs.settings.secret).code(clip.id, who.person_id, at)


def send(who: Someone, clip: Clip, said: Any, status: int = 200) -> Any:
    """Send a batch of a page that was made a minute ago, unless the batch says else."""
    said = {"opened": opened(who, clip), **said}
    answer = who.post(f"/app/clips/{clip.id}/watching", json=said)
    assert answer.status_code == status, answer.text
    return answer.json
