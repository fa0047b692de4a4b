"""Finding an ask or an answer for somebody who looks: it is there for them, or nothing is there."""

from typing import NamedTuple
from uuid import UUID

from lrs import InvalidRequest, NotFound, Violation
from lti_tool.asks import rules, statements
from lti_tool.asks.ask import Answer, Ask
from lti_tool.asks.storage import Answers, Asks
from lti_tool.clips.clip import Clip, Visibility
from lti_tool.clips.finding import clip_for
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.post import Place
from lti_tool.talk.rules import course_id, speaker

_GONE = "There is no such ask, or it isn't for this course."
_NO_ANSWER = "There is no such answer, or it isn't for this course."
_NO_CLIP = "There is no such clip, or it isn't shared with you. Choose another."
_NOT_SHARED = "This clip is for you alone. Let the others see it first, then choose it."
_NARROW = (
    "This clip is for its course alone, and the ask is for everybody. Share the clip wider first."
)


class Answered(NamedTuple):
    """An ask and one of its answers."""

    ask: Ask
    answer: Answer


def ask_for(rooms: Rooms, visit: Visit, ask_id: UUID) -> Ask:
    """Raise NotFound for an ask that this visitor can't see."""
    database = rooms.lrs.database
    with database.reading() as connection:
        ask = Asks(connection, database.dialect, visit.store_id).find(ask_id)
    if ask is None or not rules.may_see(ask, speaker(visit)) or not may_look(visit, ask, ask):
        raise NotFound(_GONE)
    return ask


def answer_for(rooms: Rooms, visit: Visit, answer_id: UUID) -> Answered:
    """Raise NotFound for an answer that this visitor can't see."""
    database = rooms.lrs.database
    with database.reading() as connection:
        answer = Answers(connection, database.dialect, visit.store_id).find(answer_id)
    if answer is None:
        raise NotFound(_NO_ANSWER)
    ask = ask_for(rooms, visit, answer.ask_id)
    if not may_look(visit, ask, answer):
        raise NotFound(_NO_ANSWER)
    return Answered(ask, answer)


def moderates(visit: Visit, ask: Ask) -> bool:
    return rules.may_moderate(ask, home_of(ask), speaker(visit))


def may_look(visit: Visit, ask: Ask, written: Ask | Answer) -> bool:
    """Say whether this visitor sees an ask or one of its answers that a moderator may have hidden."""
    return rules.may_look(written, speaker(visit), moderates=moderates(visit, ask))


def home_of(ask: Ask) -> UUID:
    """Give the course in which it was asked, whoever may see it."""
    return course_id(ask.platform_id, ask.context_id)


def iri_of(rooms: Rooms, ask_id: UUID) -> str:
    """Give the activity that statements about an ask name."""
    return rooms.iri(f"asks/{ask_id}")


def place_for(rooms: Rooms, visit: Visit, ask_id: UUID) -> Place:
    """Give an ask as a place to talk; raises NotFound."""
    return of_ask(rooms, ask_for(rooms, visit, ask_id))


def of_ask(rooms: Rooms, ask: Ask) -> Place:
    return Place(
        kind="ask",
        id=ask.id,
        title=ask.title,
        activity=statements.doubt(rooms.lrs.settings.base_url, ask),
        page=f"/app/asks/{ask.id}",
        owner=ask.author_id,
        course_id=home_of(ask),
        is_open=ask.course_id is None,
    )


def clip_to_show(rooms: Rooms, visit: Visit, clip_id: UUID | None, *, wide: bool) -> Clip | None:
    """Give a clip that goes along; raises InvalidRequest where the others could not see it."""
    if clip_id is None:
        return None
    try:
        clip = clip_for(rooms, visit, clip_id)
    except NotFound:
        raise InvalidRequest(Violation("clip", _NO_CLIP, "")) from None
    if clip.visibility is Visibility.PRIVATE or clip.hidden is not None:
        raise InvalidRequest(Violation("clip", _NOT_SHARED, ""))
    if wide and clip.visibility is not Visibility.STORE:
        raise InvalidRequest(Violation("clip", _NARROW, ""))
    return clip


def clip_seen(rooms: Rooms, visit: Visit, clip_id: UUID | None) -> Clip | None:
    """Give a clip that went along, None when it is gone or not for this visitor."""
    try:
        return clip_for(rooms, visit, clip_id) if clip_id else None
    except NotFound:
        return None
