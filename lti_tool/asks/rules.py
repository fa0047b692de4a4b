"""Pure: what may be asked, until when, and who may do what to asks and answers."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from lrs import InvalidRequest, Violation
from lti_tool.asks.ask import Answer, Ask, Written
from lti_tool.clips.said import tags_of
from lti_tool.launch.clock import HOUR, MINUTE, SECOND
from lti_tool.launch.roles import Role
from lti_tool.rooms.visits import TEACHERS
from lti_tool.talk.rules import Speaker, written

LONGEST_TITLE, LONGEST_DETAILS, LONGEST_WORDS = 200, 4000, 1000
PEER_REVIEWED = 2  # reviews, in a store that chose no other number
STARS = range(1, 6)
_MOST_TAGS, _LONGEST_TAG = 12, 40
_FURTHEST = timedelta(days=366)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 24 * HOUR
_NO_TIME = "“{}” is no day and time; write it as 2026-03-31T17:00."
_NO_ZONE = "“{}” is no time zone; write one such as Europe/Berlin or America/Chicago."
_PAST = "That is past already; needed by is a time in the future."
_TOO_FAR = "That is more than a year away; begin a discussion instead."
_TAGS = f"Give at most {_MOST_TAGS} tags of at most {_LONGEST_TAG} letters."


class Left(NamedTuple):
    """How long there is until an answer comes too late: in words, and whether that is soon or over."""

    words: str
    is_soon: bool
    is_over: bool


def read(form: Mapping[str, str], now: int) -> Written:
    """Read the form of an ask; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    title = _text(form, "title", LONGEST_TITLE, wrong).replace("\n", " ")
    details = _text(form, "details", LONGEST_DETAILS, wrong) if form.get("details") else ""
    needed_by, zone = _deadline(form, now, wrong)
    tags = tags_of(form.get("tags", ""))
    if len(tags) > _MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
        wrong.append(Violation("tags", _TAGS, ""))
    if wrong:
        raise InvalidRequest(*wrong)
    for_all = form.get("for") == "all"
    clip_id = uuid_in(form.get("clip", ""))
    return Written(title, details, needed_by, zone, ",".join(tags), clip_id, for_all)


def _text(form: Mapping[str, str], field: str, longest: int, wrong: list[Violation]) -> str:
    try:
        return written(form.get(field, ""), field=field, longest=longest)
    except InvalidRequest as refused:
        wrong += refused.violations
        return ""


def _deadline(form: Mapping[str, str], now: int, wrong: list[Violation]) -> tuple[int, str]:
    zone, text = form.get("zone", "").strip() or "UTC", form.get("needed_by", "").strip()
    if zone not in available_timezones():
        wrong.append(Violation("zone", _NO_ZONE.format(zone[:64]), ""))
        return 0, zone
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        wrong.append(Violation("needed_by", _NO_TIME.format(text[:64]), ""))
        return 0, zone
    if local.tzinfo is None:
        local = local.replace(tzinfo=ZoneInfo(zone))
    moment = (local - _EPOCH) // timedelta(microseconds=1)
    if moment <= now:
        wrong.append(Violation("needed_by", _PAST, ""))
    elif moment > now + _FURTHEST // timedelta(microseconds=1):
        wrong.append(Violation("needed_by", _TOO_FAR, ""))
    return moment, zone


def stars_in(text: str) -> int:
    """Read a score; raises InvalidRequest for anything but 1 to 5."""
    if text.isascii() and text.isdigit() and int(text[:2]) in STARS:
        return int(text[:2])
    raise InvalidRequest(Violation("stars", "Choose 1 to 5 stars.", ""))


def uuid_in(text: str) -> UUID | None:
    """Read an id that came in a form, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def half_way(ask: Ask) -> int:
    """Give the instant at which others are asked to help."""
    return ask.created + (ask.needed_by - ask.created) // 2


def left(needed_by: int, now: int) -> Left:
    """Say how long there is: 52 min, 18 hours, 3 days."""
    time = needed_by - now
    if time <= 0:
        return Left("over", is_soon=False, is_over=True)
    return Left(_span(time), is_soon=time < 2 * HOUR, is_over=False)


def _span(time: int) -> str:
    if time < 2 * HOUR:
        return f"{max(1, time // MINUTE)} min"
    if time < 2 * _DAY:
        return f"{time // HOUR} hours"
    return f"{time // _DAY} days"


def is_peer_reviewed(answer: Answer, enough: int) -> bool:
    return answer.reviews >= enough


def may_see(ask: Ask, who: Speaker) -> bool:
    if ask.deleted is not None:
        return False
    return ask.course_id is None or ask.course_id == who.course_id


def may_moderate(ask: Ask, home: UUID, who: Speaker) -> bool:
    """Teachers answer for what is asked in their course (`home`), administrators for what everybody sees."""
    if who.role not in TEACHERS:
        return False
    return home == who.course_id or (ask.course_id is None and who.role is Role.ADMINISTRATOR)


def may_look(written: Ask | Answer, who: Speaker, *, moderates: bool) -> bool:
    """Let what a moderator hid be seen by its author, and by those who answer for it."""
    is_theirs = who.person_id is not None and written.author_id == who.person_id
    return written.hidden is None or is_theirs or moderates


def may_report(written: Ask | Answer, who: Speaker) -> bool:
    return who.person_id is not None and written.author_id != who.person_id


def may_accept(ask: Ask, answer: Answer, who: Speaker) -> bool:
    """Only who asked says what helped, and never of their own words."""
    is_theirs = who.person_id is not None and ask.author_id == who.person_id
    return is_theirs and answer.author_id != who.person_id


def may_review(ask: Ask, answer: Answer, who: Speaker) -> bool:
    """Peers review: neither who answered nor who asked, for they accept."""
    return who.person_id is not None and who.person_id not in {ask.author_id, answer.author_id}


def seconds(microseconds: int) -> float:
    return microseconds / SECOND
