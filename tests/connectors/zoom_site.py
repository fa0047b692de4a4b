"""Zoom's login and reports as recorded, one record on each page."""

import base64
import json
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

SETTINGS = {
    "secret": "a secret of the webhook",
    "guests": True,
    "account": "AAAAAABBBB",
    "client_id": "a client",
    "client_secret": "a secret of the client",
}
RECORDED = (CONNECTORS / "zoom" / "samples" / "api.json").read_text()
_RIGHT = "Basic " + base64.b64encode(b"a client:a secret of the client").decode()


def site(call: Call, recorded: str = RECORDED) -> Reply:
    parts = urlsplit(call.url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path == "/oauth/token":
        right = call.headers["Authorization"] == _RIGHT and asked["account_id"] == "AAAAAABBBB"
        return _json(200, {"access_token": "opens", "expires_in": 3600}) if right else _json(400)
    if call.headers["Authorization"] != "Bearer opens":
        return locked()
    segments = [unquote(unquote(each)) for each in parts.path.removeprefix("/v2/").split("/")]
    found = json.loads(recorded).get("/".join(segments))
    if found is None:
        return _json(404)
    at = int(asked.get("next_page_token") or 0)
    following = str(at + 1) if at + 1 < len(found) else ""
    return _json(200, {segments[-1]: found[at : at + 1], "next_page_token": following})


def locked() -> Reply:
    return _json(401)


def _json(status: int, content: object = None) -> Reply:
    return Reply(status, "", httpx.Headers(), json.dumps(content or {}).encode())
