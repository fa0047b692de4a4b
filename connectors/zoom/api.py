"""Zoom's REST API with a Server-to-Server OAuth app: a token for each run, and lists page by page."""

import base64
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from connectors.asking import ask, read_json, sent
from connectors.connector import Source
from connectors.errors import Fatal, Skippable
from lrs.outgoing import Call

Record = Mapping[str, Any]
_API = "https://api.zoom.us/v2"
_LOGIN = "https://zoom.us/oauth/token"


class Api:
    """One account, for as long as its token lives: an hour. Raises Fatal, Retriable."""

    def __init__(self, source: Source) -> None:
        self._send = source.send
        self._token = _new_token(source)

    def all(self, path: str, name: str, **asked: str) -> Iterator[Record]:
        """Give what stands under `name` on all pages. Raises Skippable."""
        token = ""
        while True:
            query = urlencode({**asked, **({"next_page_token": token} if token else {})})
            found, _ = ask(self._send, "Zoom", f"{_API}/{path}?{query}", self._token)
            yield from found.get(name, ())
            token = str(found.get("next_page_token") or "")
            if not token:
                return


def twice_quoted(uuid: str) -> str:
    """Quote the id of a meeting as Zoom wants it: slashes in it would end the path otherwise."""
    return quote(quote(uuid, safe=""), safe="")


def _new_token(source: Source) -> str:
    settings = source.settings
    pair = f"{settings['client_id']}:{settings['client_secret']}".encode()
    asked = urlencode({"grant_type": "account_credentials", "account_id": settings["account"]})
    headers = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    try:
        found = read_json(
            "Zoom", sent(source.send, "Zoom", Call(f"{_LOGIN}?{asked}", "POST", headers))
        )
    except Skippable as error:
        raise Fatal(
            f"Zoom gives no token. Are account id, client id and its secret right? {error}"
        ) from error
    return str(found["access_token"])
