"""Sending by Web Push: encrypted for the browser (RFC 8291), signed for the push service (RFC 8292)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec

from lrs.outgoing import Call, Reply, Send, Unreachable
from lti_tool.notifications.outcome import Outcome, State
from lti_tool.notifications.push.keys import public_text
from lti_tool.notifications.rules import again

_KEPT_SECONDS = 3 * 24 * 3600  # how long a push service keeps it for a device that is off
_SIGNED_SECONDS = 12 * 3600
GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who we are to push services: the key, and where our operator can be reached (mailto: or https:)."""

    key: ec.EllipticCurvePrivateKey
    contact: str
    now: int


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of it; a subscription that is `gone` reaches nobody any more."""

    outcome: Outcome
    gone: bool = False


def push(
    send: Send, sender: Sender, keys: Mapping[str, Any], message: Mapping[str, Any], attempts: int
) -> Pushed:
    """Hand a message to the push service of a browser. 201 is “accepted”; nobody may have seen it."""
    try:
        reply = send(_call(sender, keys, message))
    except Unreachable as error:
        return Pushed(again(f"No word from the push service: {error}", attempts))
    except ValueError as error:
        return Pushed(Outcome(State.FAILED, f"The browser gave keys of no use: {error}"), gone=True)
    return _judged(reply, attempts)


def _judged(reply: Reply, attempts: int) -> Pushed:
    if reply.status in {200, 201, 202}:
        return Pushed(Outcome(State.ACCEPTED, f"push service said {reply.status}"))
    if reply.status in GONE:
        return Pushed(Outcome(State.FAILED, f"subscription gone ({reply.status})"), gone=True)
    answer = f"push service said {reply.status} {reply.reason}".strip()
    if reply.status == 429 or reply.status >= 500:
        return Pushed(again(answer, attempts))
    return Pushed(Outcome(State.FAILED, answer))


def _call(sender: Sender, keys: Mapping[str, Any], message: Mapping[str, Any]) -> Call:
    endpoint = str(keys["endpoint"])
    headers = {
        "Authorization": _authorization(sender, endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT_SECONDS),
        "Urgency": "high" if message.get("important") else "normal",
    }
    return Call(endpoint, "POST", headers, _sealed(endpoint, keys, message))


def _sealed(endpoint: str, keys: Mapping[str, Any], message: Mapping[str, Any]) -> bytes:
    """Raise ValueError for keys that nothing can be encrypted with."""
    from pywebpush import WebPusher, WebPushException

    try:
        sealed = WebPusher({"endpoint": endpoint, "keys": {**keys["keys"]}})
        return bytes(sealed.encode(orjson.dumps(message), "aes128gcm")["body"])
    except WebPushException as error:
        raise ValueError(str(error)) from error


def _authorization(sender: Sender, endpoint: str) -> str:
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": sender.now // 1_000_000 + _SIGNED_SECONDS,
        "sub": sender.contact,
    }
    token = jwt.encode(claims, sender.key, algorithm="ES256")
    return f"vapid t={token}, k={public_text(sender.key.public_key())}"
