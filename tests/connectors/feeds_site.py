"""A feed's server: gives the recorded file, or 304 to whoever has it already."""

from typing import Any

import httpx

from connectors.suggesting import Suggestions
from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

ADDRESS = "https://blog.example.org/feed"
SETTINGS = {"address": ADDRESS}
ATOM, RSS = (
    (CONNECTORS / "feeds" / "samples" / f"{name}.xml").read_bytes() for name in ("atom", "rss")
)


def serving(content: bytes):
    headers = httpx.Headers({"Last-Modified": "Mon, 23 Feb 2026 07:00:00 GMT"})

    def site(call: Call) -> Reply:
        if call.url != ADDRESS:
            return Reply(404, "", httpx.Headers(), b"")
        if call.headers.get("If-Modified-Since") == headers["Last-Modified"]:
            return Reply(304, "", headers, b"")
        return Reply(200, "", headers, content)

    return site


site = serving(ATOM)


def locked() -> Reply:
    return Reply(401, "", httpx.Headers(), b"")


def suggested(works: Any) -> list[dict[str, Any]]:
    """Give what is suggested to somebody who came just now, the oldest first."""
    somebody = works.lrs.meet(works.store.id, {"mbox": "mailto:somebody@example.org"})
    found = Suggestions(works.desk).of(works.store.id, somebody)
    return [{"title": each.title, "link": each.link, "kind": each.kind} for each in found]
