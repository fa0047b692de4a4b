"""Courses and their activities: one entry for each attempt, from whatever a platform said about it."""

from lrs.record.canonical_iri import canonical
from lrs.record.draft import Draft, durations
from lrs.record.group import Group
from lrs.record.reading import Reading
from lrs.record.rule import Role
from lrs.record.statement_parts import (
    Statement,
    activity_name,
    activity_type,
    context_activities,
    object_name,
    score,
)
from lrs.record.vocabulary import ADL, ADL_ACTIVITY, ADL_EXTENDED, EDLM, TLA

# An object of this type is a piece of the activity that is its parent.
_PIECES = frozenset({ADL_ACTIVITY + "attempt", EDLM + "activity-types/submission"})
_SESSION_ENDS = frozenset(
    {ADL + "terminated", ADL + "suspended", ADL + "exited", TLA + "suspended"}
)
_PASSING = frozenset({ADL + "passed", ADL + "mastered"})


def key(reading: Reading) -> str:
    """Name the activity, and the attempt when the platform tells attempts apart."""
    return f"{subject(reading.statement)['id']} {_attempt(reading.statement)}"


def draft(group: Group) -> Draft | None:
    made = group.made
    if not made:
        return None
    outcomes = [outcome(act) for act in made]
    status = next(s for s in ("passed", "failed", "waived", "completed") if s in outcomes)
    decisive = made[outcomes.index(status)]
    scored = [points for act in group.acts if (points := score(act.statement)) is not None]
    begun = [act.moment for act in group.acts if act.rule and act.rule.role is Role.SUPPORTS]
    spent, timed = time_spent(group.acts)
    activity = subject(decisive.statement)
    points = max(scored, default=None)
    return Draft(
        decisive,
        activity_name(activity),
        _detail(group.kind, status, points),
        min([*begun, decisive.moment]),
        decisive.moment,
        spent,
        timed,
        status,
        points,
        url=activity["id"],
    )


def outcome(act: Reading) -> str:
    """Say what one statement makes of the attempt: passed, failed, waived or completed."""
    verb = canonical(act.statement["verb"]["id"])
    if verb == ADL_EXTENDED + "waived":
        return "waived"
    success = (act.statement.get("result") or {}).get("success")
    if verb in _PASSING or success is True:
        return "passed"
    return "failed" if verb == ADL + "failed" or success is False else "completed"


def time_spent(acts: tuple[Reading, ...]) -> tuple[float | None, tuple[Reading, ...]]:
    """Seconds, and the acts that say so: the sessions if their ends were sent, else the outcomes.

    An outcome's duration counts once for each object, since completed and passed repeat it.
    """
    said = durations(acts)
    ends = [(act, length) for act, length in said if _verb(act) in _SESSION_ENDS]
    if ends:
        return sum(length for _, length in ends), tuple(act for act, _ in ends)
    longest: dict[str, float] = {}
    for act, length in said:
        longest[act.target] = max(length, longest.get(act.target, 0.0))
    return (sum(longest.values()) if longest else None), tuple(act for act, _ in said)


def subject(statement: Statement) -> Statement:
    """Return the activity concerned: an attempt or a submission belongs to its parent."""
    thing: Statement = statement["object"]
    if activity_type(thing) in _PIECES:
        for parent in context_activities(statement, "parent"):
            if activity_type(parent) not in _PIECES:
                return parent
    return thing if "id" in thing else {"id": object_name(statement)}


def _attempt(statement: Statement) -> str:
    context = statement.get("context") or {}
    # logstore_xapi sends one registration for all users of a cron run: it tells nothing apart.
    if str(context.get("platform", "")).lower().startswith("moodle"):
        return ""
    return str(context.get("registration", "")).lower()


def _verb(act: Reading) -> str:
    return canonical(act.statement["verb"]["id"])


def _detail(kind: str, status: str, points: float | None) -> str:
    return f"{kind} {status}" + ("" if points is None else f", {points:.0f} %")
