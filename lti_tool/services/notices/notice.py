"""Pure: what a signed notice says (Platform Notification Service 1.0)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from lti_tool.launch.claims import LTI
from lti_tool.services.notices.storage import CONTEXT_COPY

HELLO = "LtiHelloWorldNotice"
KINDS = (CONTEXT_COPY, HELLO)


class Told(NamedTuple):
    """A notice: its id and kind, what we keep of it as JSON text, and the same in words."""

    id: str
    kind: str
    content: str
    words: str


def read(claims: Mapping[str, Any]) -> Told | None:
    """Read a notice whose signature was checked; None for one that says nothing to us."""
    notice = claims.get(f"{LTI}notice")
    said = notice if isinstance(notice, dict) else {}
    id_, kind = said.get("id"), said.get("type")
    if not isinstance(id_, str) or not 0 < len(id_) <= 255 or kind not in KINDS:
        return None
    if kind == HELLO:
        return Told(id_, kind, "{}", "The LMS says hello.")
    return _copy(id_, claims)


def _copy(id_: str, claims: Mapping[str, Any]) -> Told | None:
    context, origins = claims.get(f"{LTI}context"), claims.get(f"{LTI}origin_contexts")
    if not isinstance(context, dict) or not isinstance(origins, list):
        return None
    new, old = context.get("id"), [o for o in origins if isinstance(o, str) and o]
    if not isinstance(new, str) or not old:
        return None
    content = orjson.dumps({"context": new, "origins": old}).decode()
    return Told(id_, CONTEXT_COPY, content, f"Course {new} is a copy of {', '.join(old)}.")
