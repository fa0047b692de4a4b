"""Asking a system over HTTP: each answer that isn't one becomes Fatal, Retriable or Skippable."""

from typing import Any
from urllib.parse import urljoin

import orjson

from connectors.errors import Fatal, Retriable, Skippable
from lrs.outgoing import Call, Reply, Send, Unreachable

_MOVED, _UNCHANGED = frozenset({301, 302, 303, 307, 308}), 304
_HOPS = 4  # each is checked by the way out like the first
_LARGEST = 16 * 1024 * 1024


def ask(send: Send, system: str, url: str, token: str) -> tuple[Any, Reply]:
    """GET JSON with a Bearer token. Raises Fatal, Retriable, Skippable."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    reply = sent(send, system, Call(url, headers=headers, largest=_LARGEST))
    return read_json(system, reply), reply


def sent(send: Send, system: str, call: Call) -> Reply:
    """Give an answer of 2xx. Raises Fatal, Retriable, Skippable."""
    return _accepted(system, _answered(send, system, call))


def _answered(send: Send, system: str, call: Call) -> Reply:
    try:
        return send(call)
    except Unreachable as error:
        raise Retriable(f"{system} can't be reached: {error}") from error


def _accepted(system: str, reply: Reply) -> Reply:
    if 200 <= reply.status < 300:
        return reply
    raise _refusal(system, reply)


def fresh(send: Send, system: str, call: Call, etag: str = "", modified: str = "") -> Reply | None:
    """Ask for what may not have changed, wherever it moved; None where it didn't.

    Raises Fatal, Retriable, Skippable.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    given = {name: value for name, value in known.items() if value}
    asked = call._replace(headers={**call.headers, **given})
    for _ in range(_HOPS):
        reply = _answered(send, system, asked)
        place = reply.headers.get("Location", "")
        if reply.status not in _MOVED or not place:
            break
        asked = asked._replace(url=urljoin(asked.url, place))
    return None if reply.status == _UNCHANGED else _accepted(system, reply)


def read_json(system: str, reply: Reply) -> Any:
    try:
        return orjson.loads(reply.body)
    except orjson.JSONDecodeError as error:
        raise Fatal(f"{system} doesn't answer with JSON. Is the address right?") from error


def _refusal(system: str, reply: Reply) -> Exception:
    words = f"{system} answers {reply.status}."
    if reply.status in (401, 403):
        return Fatal(f"{words} Is the token right, and may it read this?")
    if reply.status == 429 or reply.status >= 500:
        after = reply.headers.get("Retry-After", "")
        return Retriable(words, float(after) if after.isdecimal() else None)
    return Skippable(words)
