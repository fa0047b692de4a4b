"""A clip to talk about, and people who do."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from lrs import Lrs, Store
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from lti_tool.launch.tables import launches
from tests.rooms.conftest import Someone

OTHER = {"context": {"id": "course-2", "title": "Closing"}}


def clip_of(lrs: Lrs, store: Store, author: Someone, **changes: Any) -> str:
    """Make a ready clip of 168 seconds by somebody, and give its page."""
    with lrs.database.reading() as connection:
        query = select(launches.c.platform_id, launches.c.context_id)
        platform, context = connection.execute(
            query.where(launches.c.person_id == author.person_id)
        ).one()
    given = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": store.id,
        "id": uuid4(),
        "platform_id": platform,
        "context_id": context,
        "author": author.person_id,
        "author_name": "Priya",
        "title": "Bank feeds",
        "kind": Kind.HOW_TO,
        "length": 168.0,
        "state": State.READY,
        "progress": 100,
        "source": Source.FILE,
        "visibility": Visibility.COURSE,
        "round": 1,
        "created": 1,
        "changed": 1,
        **changes,
    }
    one = Clip(**{name: given[name] for name in Clip.__slots__})
    lrs.database.write(lambda c: Clips(c, lrs.database.dialect, store.id).add(one, one.title))
    return f"/app/clips/{one.id}"


def say(who: Someone, page: str, text: str, at: str = "", **form: str):
    answer = who.post(f"/app/talk/clip/{page.rpartition('/')[2]}", {"text": text, "at": at, **form})
    assert answer.status_code == 303, answer.text
    return answer


def said(who: Someone, page: str, text: str, at: str = "") -> str:
    """Say something, and give its id."""
    return say(who, page, text, at).location.rpartition("#p-")[2]
