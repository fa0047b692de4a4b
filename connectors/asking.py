"""Asking a system over HTTP: each answer that isn't one becomes Fatal, Retriable or Skippable."""

from typing import Any

import orjson

from connectors.errors import Fatal, Retriable, Skippable
from lrs.outgoing import Call, Reply, Send, Unreachable

_LARGEST = 16 * 1024 * 1024


def ask(send: Send, system: str, url: str, token: str) -> tuple[Any, Reply]:
    """GET JSON with a Bearer token. Raises Fatal, Retriable, Skippable."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    reply = sent(send, system, Call(url, headers=headers, largest=_LARGEST))
    return read_json(system, reply), reply


def sent(send: Send, system: str, call: Call) -> Reply:
    """Give an answer of 2xx. Raises Fatal, Retriable, Skippable."""
    try:
        reply = send(call)
    except Unreachable as error:
        raise Retriable(f"{system} can't be reached: {error}") from error
    if 200 <= reply.status < 300:
        return reply
    raise _refusal(system, reply)


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
