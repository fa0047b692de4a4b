"""Scenes: clips are watched, by some to the end and by some only where it matters to them."""

import time
from uuid import UUID, uuid4

import orjson

from lti_tool.sandbox.evening.company import LEARNER, TEACHER, Company, Scene
from lti_tool.sandbox.evening.speaking import FEEDS

_LENGTH = 24.0
_SEEN = (
    (LEARNER, ((0, 24), (6, 13))),
    (9, ((0, 24),)),
    (11, ((0, 14), (6, 12))),
    (13, ((0, 9),)),
    (15, ((5, 14),)),
    (17, ((0, 24), (6, 11))),
    (TEACHER, ((0, 20),)),
)
_HELPED = (LEARNER, 9, 17)


def _watch(company: Company) -> None:
    """Let seven people watch the clip about bank feeds; three say that it helped."""
    clip_id = company.clips[FEEDS]
    for number, pieces in _SEEN:
        who = company.visitor(number)
        opened = company.opened(UUID(clip_id), number, seconds_ago=60)
        who.post(f"/app/clips/{clip_id}/watching", batch=_batch(pieces, opened))
        if number in _HELPED:
            who.post(f"/app/clips/{clip_id}/marks", mark="helped", value="yes")


def _batch(pieces: tuple[tuple[int, int], ...], opened: str) -> str:
    """Write what a player sends that played these pieces one after the other within the last minute."""
    sent = time.time_ns() // 1_000_000
    at = sent - 55_000
    acts = [{"act": "initialized", "time": 0, "at": at}, {"act": "played", "time": 0, "at": at}]
    place = pieces[0][0]
    for start, end in pieces:
        if start != place:
            acts.append({"act": "seeked", "time": start, "origin": place, "at": at})
        at += (end - start) * 1000
        acts.append({"act": "watching", "time": end, "watched": [start, end], "at": at})
        place = end
    acts += [{"act": name, "time": place, "at": at} for name in ("paused", "terminated")]
    numbered = [{"number": number, **act} for number, act in enumerate(acts, 1)]
    said = {"session": str(uuid4()), "sent": sent, "length": _LENGTH, "opened": opened}
    return orjson.dumps({**said, "observations": numbered}).decode()


scenes: tuple[Scene, ...] = (_watch,)
