"""Systems whose API answers as it was recorded in samples/api.json, path by path, to one token."""

import json
from collections.abc import Callable

import httpx

from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS


def site(kind: str, prefix: str, token: str) -> Callable[[Call], Reply]:
    """Answer below `prefix`; 404 where nothing was recorded, 401 to every other token."""
    recorded = json.loads((CONNECTORS / kind / "samples" / "api.json").read_text())

    def answer(call: Call) -> Reply:
        if call.headers.get("Authorization") != f"Bearer {token}":
            return Reply(401, "", httpx.Headers(), b"{}")
        found = recorded.get(call.url.removeprefix(prefix))
        status = 404 if found is None else 200
        return Reply(status, "", httpx.Headers(), json.dumps(found).encode())

    return answer
