"""Microsoft's login and Graph's meetings as recorded, one record on each page."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from connectors.teams.graph import GRAPH
from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

SETTINGS = {
    "tenant": "84bd8158-6d4d-4958-8b9f-9d6445542f95",
    "client_id": "a client for meetings",
    "token": "a secret of the client",
    "organisers": "8b081ef6-4792-4def-b2c9-c363a1bf41d5, 0f4a1c1e-0000-4000-8000-000000000002",
    "guests": True,
}
RECORDED = (CONNECTORS / "teams_meetings" / "samples" / "api.json").read_text()


def site(call: Call, recorded: str = RECORDED) -> Reply:
    if call.url.endswith("/oauth2/v2.0/token"):
        form = parse_qs(call.content.decode())
        right = form["client_secret"] == [SETTINGS["token"]]
        return _json(200, {"access_token": "opens", "expires_in": 3599}) if right else locked()
    if call.headers["Authorization"] != "Bearer opens":
        return locked()
    parts = urlsplit(call.url)
    path = unquote(parts.path.removeprefix(urlsplit(GRAPH).path).lstrip("/"))
    found = json.loads(recorded).get(path)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if found is None:
        return _json(404, {})
    wanted = asked.get("$filter", "")
    chosen = [each for each in found if not wanted or f"'{each['joinWebUrl']}'" in wanted]
    at = int(asked.get("$skiptoken", 0))
    query, _, _ = parts.query.partition("&$skiptoken=")
    following = f"{GRAPH}{parts.path.removeprefix('/v1.0')}?{query}&$skiptoken={at + 1}"
    more = {"@odata.nextLink": following} if at + 1 < len(chosen) else {}
    return _json(200, {"value": chosen[at : at + 1], **more})


def locked() -> Reply:
    return _json(401, {})


def _json(status: int, content: object) -> Reply:
    return Reply(status, "", httpx.Headers(), json.dumps(content).encode())
