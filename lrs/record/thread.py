"""Comments, replies, posts, questions and answers: one entry for each kind of them in a thread."""

from lrs.record.canonical_iri import canonical
from lrs.record.clip import clip_address
from lrs.record.draft import Draft, clock, counted, durations, listed
from lrs.record.group import Group
from lrs.record.reading import Reading
from lrs.record.statement_parts import (
    Statement,
    activity_name,
    activity_type,
    context_activities,
    number,
    object_name,
    result_extension,
)
from lrs.record.vocabulary import (
    ACTIVITY_STREAMS,
    ADL_ACTIVITY,
    TINCAN_ACTIVITY,
    VIDEO_ACTIVITY,
    VIDEO_EXTENSION,
)

# What a thread hangs on, looked for in the parents first, then in the groupings.
_THREADS = frozenset(
    {TINCAN_ACTIVITY + name for name in ("discussion", "forum-topic", "doubt")}
    | {ACTIVITY_STREAMS + "question", ADL_ACTIVITY + "question", VIDEO_ACTIVITY}
)
_WORDS = {
    "comment": ("comment", "comments"),
    "reply": ("reply", "replies"),
    "post": ("post", "posts"),
    "question": ("question asked", "questions asked"),
    "answer": ("answer", "answers"),
}


def key(reading: Reading) -> str:
    return clip_address(_thread(reading)["id"])


def draft(group: Group) -> Draft | None:
    made = group.made
    if not made:
        return None
    said = durations(made)
    return Draft(
        made[-1],
        _name(made),
        _detail(group),
        made[0].moment,
        made[-1].moment,
        sum(length for _, length in said) if said else None,
        tuple(act for act, _ in said),
        url=group.key,
    )


def _thread(reading: Reading) -> Statement:
    """Find what a contribution hangs on; a comment on a statement hangs on the statement."""
    statement = reading.statement
    thing: Statement = statement["object"]
    starts = reading.rule is not None and reading.rule.kind in {"question", "post"}
    if starts or canonical(activity_type(thing)) in _THREADS:
        return {**thing, "id": reading.target}
    parents = context_activities(statement, "parent")
    for activity in (*parents, *context_activities(statement, "grouping")):
        if canonical(activity_type(activity)) in _THREADS:
            return activity
    return parents[0] if parents else {**thing, "id": reading.target}


def _name(made: tuple[Reading, ...]) -> str:
    """Take the thread's name from the latest statement that gives one."""
    for act in reversed(made):
        thread = _thread(act)
        if activity_name(thread) != thread["id"]:
            return activity_name(thread)
    return object_name(made[-1].statement)


def _detail(group: Group) -> str:
    text = counted(len(group.made), *_WORDS[group.kind])
    times = [number(result_extension(a.statement, VIDEO_EXTENSION + "time")) for a in group.made]
    places = [clock(time) for time in sorted(time for time in times if time is not None)]
    return f"{text}, at {listed(places)}" if places else text
