"""The Authorization header: Basic as RFC 7617 says, or the same pair as a Bearer token (RFC 6750)."""

import binascii
from base64 import b64decode

from lrs.errors import NotAuthenticated


def credentials(header: str) -> tuple[str, str]:
    """Give key and secret. Raises NotAuthenticated when the header is missing or malformed.

    A Bearer token is `key.secret`, or Base64 of `key:secret` as Basic sends it.
    """
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer" and "." in given:
        key, _, secret = given.strip().partition(".")
    elif scheme.lower() in ("basic", "bearer"):
        key, _, secret = _decoded(given.strip()).partition(":")
    else:
        raise NotAuthenticated(
            "Send a key and its secret by HTTP Basic authentication (RFC 7617), or as the Bearer token "
            "key.secret."
        )
    if "\0" in key:  # not every database can even be asked for it
        raise NotAuthenticated("The key or its secret is wrong, or the key was revoked.")
    return key, secret


def _decoded(given: str) -> str:
    try:
        return b64decode(given, validate=True).decode()
    except (binascii.Error, ValueError):
        raise NotAuthenticated("The Authorization header is not Base64 of key:secret.") from None
