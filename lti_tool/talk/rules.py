"""Pure: what may be said, at which second, and who may do what to it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID, uuid5

from lrs import InvalidRequest, Violation
from lti_tool.launch.roles import Role
from lti_tool.rooms.visits import TEACHERS, Visit
from lti_tool.talk.post import Place, Post

LONGEST = 4000  # characters
_KEPT = {"\n", "\t"}
_TIME = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:\.\d{1,3})?)")
_TOO_LONG = "This is {} characters long; a post has {} at most. Shorten it, or say it in two."
_NO_TIME = "“{}” is no moment; write 0:47 for the 47th second, or leave it empty."
_BEYOND = "The clip ends at {}; choose a moment before that, or leave it empty."


class Speaker(NamedTuple):
    """Who is there, and in which course; `person_id` is None for somebody whom nobody knows."""

    person_id: UUID | None
    role: Role
    course_id: UUID


def speaker(visit: Visit) -> Speaker:
    """Read a visit."""
    viewer, launch = visit.viewer, visit.launch
    person_id = None if viewer.test_user else viewer.person_id
    return Speaker(person_id, viewer.role, course_id(launch.platform_id, launch.context_id))


def course_id(platform_id: UUID, context_id: str) -> UUID:
    """Give the one name that a course has in posts and topics."""
    return uuid5(platform_id, context_id)


def written(text: str, *, field: str = "text", longest: int = LONGEST) -> str:
    """Clean what somebody wrote; raises InvalidRequest when it is empty or too long."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    clean = "".join(c for c in lines if c in _KEPT or unicodedata.category(c)[0] != "C").strip()
    if not clean:
        raise InvalidRequest(Violation(field, "Nothing is written here. Write something.", ""))
    if len(clean) > longest:
        raise InvalidRequest(Violation(field, _TOO_LONG.format(len(clean), longest), ""))
    return clean


def second(text: str, length: float | None) -> float | None:
    """Read 0:47, 1:02:03 or 47.5, None for nothing; raises InvalidRequest for what is no moment of the clip."""
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise InvalidRequest(Violation("at", _NO_TIME.format(text), ""))
    hours, minutes, seconds = found.groups()
    moment = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)
    if length is not None and moment > length + 1:
        raise InvalidRequest(Violation("at", _BEYOND.format(clock(length)), ""))
    return round(moment, 3)


def clock(seconds: float) -> str:
    """Print 47.3 as 0:47."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def may_moderate(place: Place, who: Speaker) -> bool:
    """Teachers answer for their course, administrators of an LMS also for what the whole store sees."""
    return who.role in TEACHERS and (
        place.course_id == who.course_id or (place.is_open and who.role is Role.ADMINISTRATOR)
    )


def allowed(post: Post, place: Place, who: Speaker, *, opener: UUID | None) -> frozenset[str]:
    """Name what this person may do to a post; `opener` began its thread."""
    if who.person_id is None or post.deleted is not None:
        return frozenset()
    return frozenset(_acts(post, place, who, opener))


def _acts(post: Post, place: Place, who: Speaker, opener: UUID | None) -> Iterator[str]:
    is_mine, moderates = post.author_id == who.person_id, may_moderate(place, who)
    if moderates:
        yield "show" if post.hidden is not None else "hide"
    if is_mine or moderates:
        yield "delete"
    if post.hidden is not None:
        return
    if is_mine and post.purged is None:
        yield "edit"
    if not is_mine:
        yield from ("like", "report")
    if not place.is_locked or moderates:
        yield "reply"
    asked = who.person_id in {opener, place.owner}
    if not post.is_opening and (moderates or (asked and not is_mine)):
        yield "accept"
