"""Pure: what is read from the answers of an LMS besides their content."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import orjson

from lrs.outgoing import Reply
from lti_tool.services.errors import AnswerUnreadable

_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)')
_REL = re.compile(r';\s*rel\s*=\s*"?([^";]*)"?', re.IGNORECASE)
_SAYS = ("error_description", "error", "reason", "message", "detail", "title")
_LONGEST = 200
_PATIENCE = 60.0  # seconds, where the LMS asks for patience and doesn't say how much


def link(reply: Reply, url: str, relation: str) -> str:
    """Give the address of a Link header (RFC 8288) as it was written, "" when there is none."""
    for address, parameters in _LINK.findall(reply.headers.get("Link", "")):
        rel = _REL.search(parameters)
        if rel and relation in rel[1].lower().split():
            return urljoin(url, str(address).strip())
    return ""


def json_of(reply: Reply) -> Any:
    """Read the body, whatever the content type says: Moodle calls its token text/html."""
    try:
        return orjson.loads(reply.body)
    except ValueError as error:
        raise AnswerUnreadable("The LMS answered with something that is not JSON.") from error


def object_of(reply: Reply) -> dict[str, Any]:
    found = json_of(reply)
    if not isinstance(found, dict):
        raise AnswerUnreadable("The LMS answered with JSON that is not an object.")
    return found


def list_of(reply: Reply) -> list[dict[str, Any]]:
    found = json_of(reply)
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise AnswerUnreadable("The LMS answered with JSON that is not a list of objects.")
    return found


def reason_of(reply: Reply) -> str:
    """Give what the LMS says about an error, in one short line: in the body, or as Moodle in the status line."""
    try:
        body = orjson.loads(reply.body)
    except ValueError:
        body = None
    said = _said(body) if isinstance(body, Mapping) else ""
    if isinstance(body, Mapping) and not said and isinstance(body.get("errors"), list):
        said = " ".join(_said(e) if isinstance(e, Mapping) else str(e) for e in body["errors"][:3])
    return short(said or reply.reason)


def _said(body: Mapping[str, Any]) -> str:
    return next((body[n] for n in _SAYS if isinstance(body.get(n), str) and body[n]), "")


def short(text: str) -> str:
    """Cut to one printable line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:1000]).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def patience_of(reply: Reply, now: float) -> float:
    """Give the seconds of a Retry-After header (RFC 9110 10.2.3), a minute without one; a day at most."""
    value = reply.headers.get("Retry-After", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, now)
    return min(max(seconds if seconds == seconds else _PATIENCE, 1.0), 86400.0)  # noqa: PLR0124 (NaN)


def _until(value: str, now: float) -> float:
    try:
        return parsedate_to_datetime(value).timestamp() - now
    except ValueError:
        return _PATIENCE
