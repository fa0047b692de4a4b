"""The page of a clip that 2,000 people watched and talked about 500 times, beside that of one with ten of each."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import wsgi
from bench.goal import Goal
from bench.part import Lines, MachinePart
from bench.report import Line
from lrs import Lrs, migrations
from lrs.database import metadata
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from lti_tool.clips.watching.observation import Act, Batch, Observation, Settings
from lti_tool.clips.watching.openings import Openings
from lti_tool.clips.watching.segments import Segment
from lti_tool.clips.watching.taking import Taking, Viewer
from lti_tool.launch.clock import now
from lti_tool.launch.session import Sessions
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visits
from lti_tool.services.deep_linking.offers import Offers
from lti_tool.services.grades.reporting import Grades
from lti_tool.talk.tables import posts
from tests.conftest import settings_of
from tests.lti.fake_platform import TOOL, running_platform

_LENGTH = 168.0
_PAGES = 100
_FEW = "clip page: 10 viewers, 10 comments"
_MANY = "clip page: 2,000 viewers, 500 comments"
_BATCH = "clip page: a batch of a viewer's player"


def measure(folder: Path) -> Lines:
    """Look at both pages by turns, after both clips were watched and talked about."""
    hallway = wsgi.build(
        settings_of(folder, HALLWAY_BASE_URL=TOOL, HALLWAY_ALLOW_PRIVATE_ADDRESSES="1")
    )
    migrations.migrate(hallway.database, metadata)
    store = hallway.lrs.create_store("bench")
    few, many = (_clip(hallway.lrs, store.id) for _ in range(2))
    taking = Taking(_rooms(hallway.lrs))
    pages = Openings(hallway.lrs.settings.secret)
    _watch(taking, pages, few, 10)
    yield _line(_BATCH, _watch(taking, pages, many, 2000))
    _talk(hallway.lrs, few, 10)
    _talk(hallway.lrs, many, 500)
    with running_platform() as lms:
        lms.register(hallway.lrs, store)
        client = wsgi.create_app(hallway).test_client()
        page = str(lms.launch(client).location).rpartition("/")[0]
        looks = {clip.id: _look(client, f"{page}/clips/{clip.id}") for clip in (few, many)}
        taken = [(looks[few.id](), looks[many.id]()) for _ in range(_PAGES)]
    yield _line(_FEW, [one for one, _ in taken])
    yield _line(_MANY, [other for _, other in taken], Goal(0.8, of=_FEW))


def _rooms(lrs: Lrs) -> Rooms:
    visits = Visits(lrs, Sessions(lrs.database, TOOL).viewer)
    return Rooms(lrs, visits, Offers(), Grades(lrs, now), now)


def _clip(lrs: Lrs, store_id: int) -> Clip:
    known: dict[str, Any] = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": store_id,
        "id": uuid4(),
        "platform_id": uuid4(),
        "author": uuid4(),
        "title": "Bank feeds that count twice",
        "kind": Kind.HOW_TO,
        "length": _LENGTH,
        "state": State.READY,
        "progress": 100,
        "source": Source.FILE,
        "visibility": Visibility.STORE,
        "round": 1,
        "created": now(),
        "changed": now(),
    }
    clip = Clip(**known)
    lrs.database.write(lambda c: Clips(c, lrs.database.dialect, store_id).add(clip, clip.title))
    return clip


def _watch(taking: Taking, pages: Openings, clip: Clip, viewers: int) -> list[float]:
    """Let so many people watch part of a clip; give the seconds of each batch."""
    found = []
    for number in range(viewers):
        account = {"homePage": "https://lms.example", "name": f"{number}"}
        viewer = Viewer(uuid4(), {"objectType": "Agent", "account": account})
        opened = pages.code(clip.id, viewer.person_id, now() // 1000 - int(_LENGTH * 1000))
        batch = _batch(_LENGTH * (number % 10 + 1) / 10, opened)
        begun = time.perf_counter()
        taking.take(clip, viewer, batch)
        found.append(time.perf_counter() - begun)
    return found


def _batch(end: float, opened: str) -> Batch:
    """Tell of a player on a page that is as old as the clip is long."""
    at = now() // 1000
    acts = (Act.INITIALIZED, Act.PLAYED, Act.PAUSED, Act.TERMINATED)
    seen = [
        Observation(number, act, at, end, Settings(), _piece(act, at, end))
        for number, act in enumerate(acts, 1)
    ]
    return Batch(uuid4(), at, _LENGTH, tuple(seen), opened)


def _piece(act: Act, at: int, end: float) -> Segment | None:
    return Segment(at, 0.0, end) if act is Act.PAUSED else None


def _talk(lrs: Lrs, clip: Clip, comments: int) -> None:
    rows = [_comment(clip, number, uuid4()) for number in range(comments)]
    lrs.database.write(lambda c: c.execute(posts.insert(), rows))


def _comment(clip: Clip, number: int, post_id: UUID) -> dict[str, object]:
    return {
        "store_id": clip.store_id,
        "id": post_id,
        "place_kind": "clip",
        "place_id": clip.id,
        "thread_id": post_id,
        "author_id": uuid4(),
        "author_name": f"Somebody {number}",
        "text": "The same thing happens with card settlements, not just bank feeds.",
        "second": float(number % int(_LENGTH)),
        "statement_id": uuid4(),
        "created": now(),
        "last": now(),
    }


def _look(client: Any, address: str) -> Callable[[], float]:
    """Give how to look at a page once, and what that takes in seconds."""

    def look() -> float:
        begun = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        return time.perf_counter() - begun

    return look


def _line(name: str, seconds: list[float], *goals: Goal) -> Line:
    found = sorted(seconds)
    median, late = found[len(found) // 2], found[int(len(found) * 0.95)]
    return Line(name, len(found) / sum(found), median * 1000, late * 1000, goals=goals)


PART = MachinePart("clip_page", 40, measure)
