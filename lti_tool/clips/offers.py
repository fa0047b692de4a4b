"""What teachers may put into a course: a clip, a collection of clips, or the task to record one."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID, uuid4

from lti_tool.clips.clip import Clip
from lti_tool.clips.finding import iri_of
from lti_tool.clips.listing import ClipLists
from lti_tool.clips.publishing import assignment_iri
from lti_tool.clips.rules import onlooker
from lti_tool.clips.shelf import Shelf, Wanted
from lti_tool.clips.storage import Clips
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking.offers import Choice
from lti_tool.services.grades.rules import Rule, Task

_MOST = 50
_CLIP, _TAGGED, _LIST, _RECORD = "clip:", "clips-tagged:", "clip-list:", "record-clip:"


def add_offers(rooms: Rooms) -> None:
    for offer in (RecordOne(rooms), OneClip(rooms), Collection(rooms)):
        rooms.offers.add(offer)


class OneClip:
    """A clip; graded by how much of it is watched."""

    heading = "Clips"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def choices(self, visit: Visit) -> Sequence[Choice]:
        with self._rooms.lrs.database.reading() as connection:
            shelf = Shelf(connection, visit.store_id, onlooker(visit))
            found = shelf.page(Wanted(), 0, _MOST)
        shown = (clip for clip in found if clip.is_ready and clip.hidden is None)
        return [self._choice(clip) for clip in shown]

    def find(self, store_id: int, about: str) -> Choice | None:
        clip_id = _id_in(about, _CLIP)
        if clip_id is None:
            return None
        database = self._rooms.lrs.database
        with database.reading() as connection:
            clip = Clips(connection, database.dialect, store_id).find(clip_id)
        return self._choice(clip) if clip else None

    def _choice(self, clip: Clip) -> Choice:
        rule = Rule(Task.WATCH, iri_of(self._rooms, clip.id), 0.9)
        words = ", ".join(filter(None, [clip.kind, clip.author_name]))
        return Choice(f"{_CLIP}{clip.id}", clip.title, words, f"/app/clips/{clip.id}", rule)


class Collection:
    """Clips under a tag, or a list that somebody put together."""

    heading = "Collections of clips"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def choices(self, visit: Visit) -> Sequence[Choice]:
        launch = visit.launch
        with self._rooms.lrs.database.reading() as connection:
            lists = ClipLists(connection, visit.store_id)
            found = lists.of_course(launch.platform_id, launch.context_id)
            tags = Shelf(connection, visit.store_id, onlooker(visit)).tags(_MOST)
        made = [_listed(one.id, one.title) for one in found]
        return [*made, *(_tagged(tag, uses) for tag, uses in tags)]

    def find(self, store_id: int, about: str) -> Choice | None:
        if about.startswith(_TAGGED):
            return _tagged(about.removeprefix(_TAGGED))
        list_id = _id_in(about, _LIST)
        if list_id is None:
            return None
        with self._rooms.lrs.database.reading() as connection:
            found = ClipLists(connection, store_id).find(list_id)
        return _listed(found.id, found.title) if found else None


class RecordOne:
    """The task to record a clip. Each time it is offered it is another task, with a name of its own."""

    heading = "Tasks"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def choices(self, visit: Visit) -> Sequence[Choice]:  # noqa: ARG002 (the same for every teacher)
        return [self._choice(uuid4())]

    def find(self, store_id: int, about: str) -> Choice | None:  # noqa: ARG002 (in every store)
        assignment = _id_in(about, _RECORD)
        return self._choice(assignment) if assignment else None

    def _choice(self, assignment: UUID) -> Choice:
        return Choice(
            f"{_RECORD}{assignment}",
            "Record a clip",
            "Each learner records a clip of two or three minutes; you see all of them.",
            f"/app/clips/assignments/{assignment}",
            Rule(Task.RECORD, assignment_iri(self._rooms, assignment)),
        )


def _tagged(tag: str, uses: int | None = None) -> Choice:
    count = f", now {uses}" if uses else ""
    words = f"All clips with this tag{count}; new ones join by themselves."
    return Choice(f"{_TAGGED}{tag}", f"Clips: {tag}", words, f"/app/clips?tag={quote(tag)}")


def _listed(list_id: UUID, title: str) -> Choice:
    words = "A list that was put together here."
    return Choice(f"{_LIST}{list_id}", title, words, f"/app/clips/lists/{list_id}")


def _id_in(about: str, kind: str) -> UUID | None:
    if not about.startswith(kind):
        return None
    try:
        return UUID(about.removeprefix(kind))
    except ValueError:
        return None
