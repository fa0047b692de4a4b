"""Pure: the headers by which a receiver knows a call, as Standard Webhooks names and makes them."""

import base64
import binascii
import hmac
import secrets
from hashlib import sha256

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def is_secret(text: str) -> bool:
    """Say whether a secret is one of 24 to 64 bytes, written as the standard wants it."""
    try:
        return text.startswith(_PREFIX) and 24 <= len(_key(text)) <= 64
    except (binascii.Error, ValueError):
        return False


def headers(secret: str, message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """Sign id, time and the raw body; the time is in seconds since the epoch."""
    signed = f"{message_id}.{seconds}.".encode() + body
    signature = base64.b64encode(hmac.digest(_key(secret), signed, sha256)).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{signature}",
        "Content-Type": "application/json",
    }


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
