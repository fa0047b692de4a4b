"""When two statements are the same one, sent twice (xAPI-Data 2.3.1).

Ignored are the differences that a store is allowed to make: what it assigns (stored, authority,
version, and an id or timestamp that one side lacks), the display of verbs, the definitions of
activities, another notation of the same instant, the order of Group members and of attachments,
contextActivities as an object or an array, a signature that was added after signing, the case of
what has no case, and what a duration has beyond 0.01 second. Everything else counts.
"""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from lrs.xapi import duration, mailbox, timestamp
from lrs.xapi.attachment import SIGNATURE

_ASSIGNED = frozenset({"stored", "authority", "version"})
_FILLED_IN = ("id", "timestamp")
# A store may cut or round a timestamp to milliseconds (xAPI-Data 4.5).
_SAME_INSTANT = timedelta(milliseconds=1)

# Returns what counts of a value. Takes any JSON: the payload of a signature is not checked before.
Essence = Callable[[Any], Any]


def equivalent(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Say whether the two JSON objects are one statement."""
    ignored = _ASSIGNED.union(name for name in _FILLED_IN if name not in a or name not in b)
    return _same(_statement(a, ignored), _statement(b, ignored))


def _same(x: Any, y: Any) -> bool:
    """Compare as JSON does: true is not 1, but 1 is 1.0."""
    if isinstance(x, datetime) and isinstance(y, datetime):
        return abs(x - y) < _SAME_INSTANT
    if isinstance(x, dict) and isinstance(y, dict):
        return x.keys() == y.keys() and all(_same(x[key], y[key]) for key in x)
    if isinstance(x, list) and isinstance(y, list):
        return len(x) == len(y) and all(map(_same, x, y))
    return bool(x == y) and isinstance(x, bool) == isinstance(y, bool)


def _essence(essences: Mapping[str, Essence], thing: Any, dropped: Collection[str] = ()) -> Any:
    """Return an object with the essence of each property, without the dropped ones."""
    if not isinstance(thing, Mapping):
        return thing
    return {
        name: essences[name](value) if name in essences else value
        for name, value in thing.items()
        if name not in dropped
    }


def _of_text(change: Callable[[str], str], value: Any) -> Any:
    return change(value) if isinstance(value, str) else value


_lower = partial(_of_text, str.lower)


def _each(essence: Essence, things: Any) -> Any:
    return [essence(thing) for thing in things] if isinstance(things, list) else things


def _unordered(essence: Essence, things: Any) -> Any:
    if not isinstance(things, list):
        return things
    return sorted(map(essence, things), key=lambda thing: json.dumps(thing, sort_keys=True))


def _instant(value: Any) -> Any:
    try:
        return timestamp.parse(value) if isinstance(value, str) else value
    except ValueError:
        return value


_AGENT: Mapping[str, Essence] = {
    "mbox": partial(_of_text, mailbox.folded),
    "mbox_sha1sum": _lower,
}
_agent = partial(_essence, _AGENT)
_actor = partial(_essence, {**_AGENT, "member": partial(_unordered, _agent)})
_activity = partial(_essence, {}, dropped=("definition",))
_verb = partial(_essence, {}, dropped=("display",))
_statement_ref = partial(_essence, {"id": _lower})
_result = partial(_essence, {"duration": partial(_of_text, duration.comparable)})


def _activities(thing: Any) -> Any:
    return _each(_activity, thing if isinstance(thing, list) else [thing])


_CONTEXT: Mapping[str, Essence] = {
    "registration": _lower,
    "language": _lower,
    "instructor": _actor,
    "team": _actor,
    "statement": _statement_ref,
    "contextActivities": partial(
        _essence, dict.fromkeys(("parent", "grouping", "category", "other"), _activities)
    ),
    "contextAgents": partial(_each, partial(_essence, {"agent": _actor})),
    "contextGroups": partial(_each, partial(_essence, {"group": _actor})),
}


def _object(thing: Any) -> Any:
    object_type = thing.get("objectType") if isinstance(thing, dict) else None
    if object_type in ("Agent", "Group"):
        return _actor(thing)
    if object_type == "StatementRef":
        return _statement_ref(thing)
    return _statement(thing) if object_type == "SubStatement" else _activity(thing)


def _is_signature(attachment: Any) -> bool:
    return isinstance(attachment, dict) and attachment.get("usageType") == SIGNATURE


def _attachments(things: Any) -> Any:
    if not isinstance(things, list):
        return things
    return _unordered(lambda thing: thing, [one for one in things if not _is_signature(one)])


_STATEMENT: Mapping[str, Essence] = {
    "id": _lower,
    "actor": _actor,
    "verb": _verb,
    "object": _object,
    "result": _result,
    "context": partial(_essence, _CONTEXT),
    "timestamp": _instant,
    "attachments": _attachments,
}


def _statement(thing: Any, dropped: Collection[str] = ()) -> Any:
    """Return what counts of a statement; no attachments are the same as an empty list of them."""
    essence = _essence(_STATEMENT, thing, dropped)
    if isinstance(essence, dict) and essence.get("attachments") == []:
        del essence["attachments"]
    return essence
