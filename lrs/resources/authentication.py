"""From the Authorization header to an Access (xAPI-Communication 4.0)."""

import binascii
from base64 import b64decode

from lrs.access import Access
from lrs.errors import NotAuthenticated
from lrs.facade import Lrs
from lrs.resources.xapi_request import XapiRequest


def authenticate(lrs: Lrs, request: XapiRequest) -> Access:
    """Raise NotAuthenticated for missing, malformed, unknown or revoked credentials."""
    scheme, _, credentials = (request.header("Authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        raise NotAuthenticated("Send a key and its secret by HTTP Basic authentication (RFC 7617).")
    try:
        text = b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        raise NotAuthenticated("The Authorization header is not Base64 of key:secret.") from None
    key, _, secret = text.partition(":")
    if "\0" in key:  # not every database can even be asked for it
        raise NotAuthenticated("The key or its secret is wrong, or the key was revoked.")
    return lrs.authenticate(key, secret)
