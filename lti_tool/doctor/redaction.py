"""Pure: what may be kept of a message that was refused. Whatever is not named here is left out."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import orjson

from lti_tool.launch.claims import AGS, DEEP_LINKING, LTI, NRPS

_SHOWN = 300  # characters of a value
# Shown as they are: addresses and ids of the LMS and of courses, never of people.
_PLAIN = (
    "iss",
    "aud",
    "azp",
    "iat",
    "exp",
    "nbf",
    f"{LTI}version",
    f"{LTI}message_type",
    f"{LTI}deployment_id",
    f"{LTI}target_link_uri",
    f"{LTI}roles",
)
_MEMBERS = {
    f"{LTI}resource_link": ("id",),
    f"{LTI}context": ("id", "type"),
    f"{LTI}launch_presentation": ("document_target", "locale"),
    f"{LTI}tool_platform": ("guid", "product_family_code", "version"),
    AGS: ("scope",),
    NRPS: ("service_versions",),
    DEEP_LINKING: ("accept_types", "accept_presentation_document_targets", "accept_multiple"),
}
_WITHHELD = "(given, not kept)"


def redacted(id_token: str) -> dict[str, Any]:
    """Give the header and the claims of a token that may be kept, {} when it can't be read."""
    header, body = _parts(id_token)
    if not header and not body:
        return {}
    named = {name: header[name] for name in ("alg", "kid", "typ") if name in header}
    return {
        "header": _short(named),
        "claims": {name: _claim(name, body[name]) for name in sorted(body)},
    }


def deployment_and_place(id_token: str) -> tuple[str, str]:
    """Give the deployment id and the title of the course of a genuine message."""
    body = _parts(id_token)[1]
    context = body.get(f"{LTI}context")
    title = context.get("title") if isinstance(context, dict) else ""
    return str(body.get(f"{LTI}deployment_id", "")), title[:200] if isinstance(title, str) else ""


def _claim(name: str, value: Any) -> Any:
    if name in _PLAIN:
        return _short(value)
    if name in _MEMBERS and isinstance(value, Mapping):
        return {member: _short(value[member]) for member in _MEMBERS[name] if member in value}
    return _WITHHELD


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value[:_SHOWN]
    if isinstance(value, list):
        return [_short(entry) for entry in value[:20]]
    if isinstance(value, Mapping):
        return {str(name)[:_SHOWN]: _short(entry) for name, entry in list(value.items())[:20]}
    return value


def _parts(id_token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    pieces = id_token.split(".")
    return (_object(pieces[0]), _object(pieces[1])) if len(pieces) == 3 else ({}, {})


def _object(part: str) -> dict[str, Any]:
    try:
        text = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        found = orjson.loads(text)
    except (binascii.Error, ValueError):
        return {}
    return found if isinstance(found, dict) and b"\\u0000" not in text else {}
