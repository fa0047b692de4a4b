"""A Mailman 3 archive that answers as it was recorded, page by page."""

import json
from urllib.parse import parse_qs, urlsplit

import httpx

from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

_PATH = "/archives/api/list/talk@lists.example.org/emails/"
SETTINGS = {
    "list": "talk@lists.example.org",
    "way": "Mailman 3",
    "archive": "https://lists.example.org/archives",
}


def site(call: Call) -> Reply:
    recorded = json.loads((CONNECTORS / "mailing_list/samples/emails.json").read_text())
    asked = urlsplit(call.url)
    found = recorded.get(parse_qs(asked.query)["page"][0]) if asked.path == _PATH else None
    body = json.dumps(found or {"detail": "Invalid page."}).encode()
    return Reply(200 if found else 404, "", httpx.Headers(), body)


def locked() -> Reply:
    return Reply(
        401, "", httpx.Headers(), b'{"detail": "Authentication credentials were not provided."}'
    )
