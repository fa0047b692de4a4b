"""What a member's record must hold, counted straight from the statements: a yardstick for the record's own rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import Statement
from lti_tool.sandbox.association.segments import seen

_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_SEGMENTS = f"{v.VIDEO_EXTENSION}played-segments"


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of acts and of things, each thing once, and minutes; talks and mentoring of both sides."""

    statements: int
    courses_completed: int
    lessons_passed: int
    clips_viewed: int
    clips_made: int
    comments: int
    replies: int
    posts: int
    questions: int
    answers: int
    events_attended: int
    talks: int
    mentoring_sessions: int
    confirmed: int
    quiz_minutes: float
    lesson_minutes: float
    clip_minutes: float
    event_minutes: float
    talk_minutes: float
    mentoring_minutes: float


def totals(statements: Iterable[Statement], sub: str) -> Totals:
    """Count what the statements say about the member `sub`, as actor or as the other in a talk."""
    every = list(statements)
    own = [s for s in every if s["actor"]["account"]["name"] == sub]
    shared = [s for s in every if sub in {s["actor"]["account"]["name"], _other(s)}]
    talks = _with(shared, v.TALKED_WITH, v.MET)
    mentoring = _with(shared, v.MENTORED)
    events = _with(own, v.ATTENDED)
    attempts = [s for s in _with(own, v.COMPLETED) if _type(s) == v.ATTEMPT]
    lessons = [s for s in _with(own, v.TERMINATED) if _type(s) == v.LESSON]
    return Totals(
        statements=len(own),
        courses_completed=_things(
            s for s in _with(own, v.COMPLETED, v.SATISFIED) if _type(s) == v.COURSE
        ),
        lessons_passed=_things(_with(own, v.PASSED)),
        clips_viewed=_things(_with(own, v.PLAYED)),
        clips_made=_things(s for s in _with(own, v.CREATED) if _type(s) == v.CLIP),
        comments=len(_with(own, v.COMMENTED)),
        replies=len(_with(own, v.REPLIED)),
        posts=len(_with(own, v.POSTED)),
        questions=len(_with(own, v.ASKED)),
        answers=sum(_type(s) == v.SOLUTION for s in _with(own, v.ANSWERED)),
        events_attended=_things(events),
        talks=len(talks),
        mentoring_sessions=len(mentoring),
        confirmed=len(_confirmed([*talks, *mentoring], every)),
        quiz_minutes=_minutes(attempts),
        lesson_minutes=_minutes(lessons),
        clip_minutes=_watched(own),
        event_minutes=_minutes(events),
        talk_minutes=_minutes(talks),
        mentoring_minutes=_minutes(mentoring),
    )


def _with(statements: Iterable[Statement], *verbs: v.Verb) -> list[Statement]:
    iris = {verb.iri for verb in verbs}
    return [s for s in statements if s["verb"]["id"] in iris]


def _other(statement: Statement) -> str:
    name = statement["object"].get("account", {}).get("name", "")
    return str(name)


def _type(statement: Statement) -> str:
    return str(statement["object"]["definition"]["type"])


def _things(statements: Iterable[Statement]) -> int:
    return len({s["object"]["id"] for s in statements})


def _confirmed(claims: list[Statement], every: Iterable[Statement]) -> set[str]:
    claimed = {s["id"] for s in claims}
    return {s["object"]["id"] for s in _with(every, v.ATTESTED)} & claimed


def _minutes(statements: Iterable[Statement]) -> float:
    return round(sum(_seconds(s["result"]["duration"]) for s in statements) / 60, 3)


def _seconds(duration: str) -> float:
    found = _DURATION.fullmatch(duration)
    hours, minutes, seconds = (float(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _watched(own: list[Statement]) -> float:
    """Every second of a clip once, from the last word of the player on each registration."""
    clips = [s for s in _with(own, v.TERMINATED) if _type(s) == v.CLIP]
    last = {s["context"]["registration"]: s["result"]["extensions"][_SEGMENTS] for s in clips}
    return round(sum(map(_seen, last.values())) / 60_000, 3)


def _seen(segments: str) -> int:
    pairs = (pair.split("[.]") for pair in segments.split("[,]"))
    return seen([(round(float(a) * 1000), round(float(b) * 1000)) for a, b in pairs])
