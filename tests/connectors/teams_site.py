"""Microsoft's login and Graph as recorded, and the subscriptions that it was asked for."""

import json
from urllib.parse import parse_qs, unquote

import httpx

from connectors.teams.graph import GRAPH
from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

SETTINGS = {
    "tenant": "84bd8158-6d4d-4958-8b9f-9d6445542f95",
    "client_id": "a client",
    "token": "a secret of the client",
    "secret": "a secret of the webhook",
    "resource": "teams/fbe2bf47/channels/19:4a95@thread.tacv2/messages",
}
_RECORDED = json.loads((CONNECTORS / "teams" / "samples" / "api.json").read_text())


def site(call: Call) -> Reply:
    if call.url.endswith("/oauth2/v2.0/token"):
        form = parse_qs(call.content.decode())
        right = form["client_secret"] == [SETTINGS["token"]]
        return (
            _json(200, {"access_token": "opens", "expires_in": 3599}) if right else _json(401, {})
        )
    if call.headers["Authorization"] != "Bearer opens":
        return _json(401, {})
    path = unquote(call.url.removeprefix(f"{GRAPH}/"))
    if path == "subscriptions":
        return _json(201, {"id": "first", **json.loads(call.content)})
    if path.startswith("subscriptions/"):
        return _json(200 if path.endswith("/first") else 404, {})
    found = _RECORDED.get(path)
    return _json(200 if found else 404, found or {})


def _json(status: int, content: object) -> Reply:
    return Reply(status, "", httpx.Headers(), json.dumps(content).encode())
