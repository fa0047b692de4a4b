"""Signatures of webhooks: over the raw bytes, in constant time, and not older than five minutes."""

import hmac
from hashlib import sha256

from connectors.connector import Delivery
from connectors.errors import Refused

WINDOW = 300  # seconds


def check_hmac(secret: str, signed: bytes, given: str) -> None:
    """Check a hexadecimal HMAC-SHA256. Raises Refused."""
    expected = hmac.digest(secret.encode(), signed, sha256).hex()
    if not hmac.compare_digest(expected.encode(), given.lower().encode()):
        raise Refused(
            "The signature doesn't fit. Is the secret the one that stands in the settings of the webhook?"
        )


def check_age(sent: str, now: float) -> None:
    """Check a time in seconds since the epoch, as it came in a header. Raises Refused."""
    if not sent.isdecimal() or abs(now - int(sent)) > WINDOW:
        raise Refused(
            "The delivery is older than five minutes, or says no time; it may be a replay."
        )


def check_v0(secret: str, sent: str, delivery: Delivery, given: str) -> None:
    """Check what Zoom and Slack sign: a version, the time and the body. Raises Refused."""
    check_age(sent, delivery.received)
    signed = b"v0:" + sent.encode() + b":" + delivery.body
    check_hmac(secret, signed, given.removeprefix("v0="))


def check_token(expected: str, given: str) -> None:
    """Check a shared token. Raises Refused."""
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise Refused(
            "The token doesn't fit the one that stands in the settings of the connection."
        )
