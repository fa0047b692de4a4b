"""Microsoft Graph with an application's own rights: its token, messages, and the subscription that makes it call."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from connectors.asking import ask, read_json, sent
from connectors.connector import Source
from connectors.errors import Fatal, Skippable
from lrs.outgoing import Call

GRAPH = "https://graph.microsoft.com/v1.0"
_LOGIN = "https://login.microsoftonline.com"
_PATH = "/()'@:!-._~"  # of a resource, what stays as it is
_EARLY = 300  # seconds before its end from which a token counts as old
LIVES = 3300  # seconds; without a second address Graph gives less than an hour


class Graph:
    """Asks Graph; tokens are remembered until shortly before they end."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], tuple[str, float]] = {}

    def message(self, source: Source, resource: str) -> Mapping[str, Any]:
        """Raise Fatal, Retriable, Skippable."""
        address = f"{GRAPH}/{quote(resource.lstrip('/'), safe=_PATH)}"
        found, _ = ask(source.send, "Microsoft Graph", address, self.token(source))
        if not isinstance(found, Mapping):
            raise Skippable("Graph doesn't answer with a message.")
        return found

    def token(self, source: Source) -> str:
        settings = source.settings
        mine = (str(settings["tenant"]), str(settings["client_id"]))
        known = self._tokens.get(mine)
        if known is None or known[1] <= source.now:
            known = self._tokens[mine] = _new_token(source)
        return known[0]

    def subscribe(self, source: Source, subscription: str) -> str:
        """Renew a subscription, or make one; give its id. Raises Fatal, Retriable."""
        ends = datetime.fromtimestamp(source.now + LIVES, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if subscription:
            try:
                self._send(source, "PATCH", f"/{subscription}", {"expirationDateTime": ends})
            except Skippable:
                pass  # Graph has forgotten it
            else:
                return subscription
        settings = source.settings
        wanted = {
            "changeType": "created,updated,deleted",
            "notificationUrl": source.hook,
            "resource": settings["resource"],
            "clientState": settings["secret"],
            "expirationDateTime": ends,
        }
        try:
            return str(self._send(source, "POST", "", wanted)["id"])
        except Skippable as error:
            raise Fatal(
                f"Graph makes no subscription for {settings['resource']}: {error}"
            ) from error

    def _send(self, source: Source, method: str, path: str, body: Mapping[str, Any]) -> Any:
        headers = {
            "Authorization": f"Bearer {self.token(source)}",
            "Content-Type": "application/json",
        }
        call = Call(f"{GRAPH}/subscriptions{path}", method, headers, orjson.dumps(body))
        return read_json("Microsoft Graph", sent(source.send, "Microsoft Graph", call))


def _new_token(source: Source) -> tuple[str, float]:
    settings = source.settings
    form = {
        "client_id": settings["client_id"],
        "client_secret": settings["token"],
        "scope": "https://graph.microsoft.com/.default",
        "grant_type": "client_credentials",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    address = f"{_LOGIN}/{quote(str(settings['tenant']), safe='')}/oauth2/v2.0/token"
    call = Call(address, "POST", headers, urlencode(form).encode())
    try:
        found = read_json("Microsoft", sent(source.send, "Microsoft", call))
    except Skippable as error:
        raise Fatal(
            f"Microsoft gives no token. Are tenant, client and its secret right? {error}"
        ) from error
    return str(found["access_token"]), source.now + float(found["expires_in"]) - _EARLY
