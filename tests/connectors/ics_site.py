"""A calendar's server: gives the recorded file, or 304 to whoever has it already."""

from hashlib import sha256

import httpx

from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

ADDRESS = "https://calendar.example.org/private/a-secret-part/basic.ics"
SETTINGS = {"address": ADDRESS, "home": "https://calendar.example.org", "held": "held"}
RECORDED = (CONNECTORS / "ics" / "samples" / "calendar.ics").read_bytes()


def serving(content: bytes):
    """Answer at one address with one file."""
    etag = f'"{sha256(content).hexdigest()[:16]}"'

    def site(call: Call) -> Reply:
        if call.url != ADDRESS:
            return Reply(404, "", httpx.Headers(), b"")
        headers = httpx.Headers({"ETag": etag, "Content-Type": "text/calendar; charset=UTF-8"})
        if call.headers.get("If-None-Match") == etag:
            return Reply(304, "", headers, b"")
        return Reply(200, "", headers, content)

    return site


site = serving(RECORDED)


def locked() -> Reply:
    return Reply(403, "", httpx.Headers(), b"")
