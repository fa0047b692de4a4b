"""/app/push: turning push on in a window of its own, since browsers ask for permission nowhere else."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Violation
from lrs.sealing import Seal
from lrs.web.assets import assets
from lti_tool.notifications.links import Links
from lti_tool.notifications.push.keys import PushKeys
from lti_tool.notifications.push.pusher import PURPOSE
from lti_tool.notifications.push.subscriptions import Subscription, Subscriptions, hashed
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import framed

_RULE = "RFC 8291, 2"
_LONGEST = 2000


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages; who turns it on shows a signed link instead of a cookie, which a new window may lack."""
    views = _Views(rooms)
    pages.add_url_rule("/app/push/on/<token>", "push", views.ask)
    pages.add_url_rule("/app/push/on/<token>", "subscribe", views.subscribe, methods=["POST"])
    pages.add_url_rule("/app/push/off", "push_off", views.off, methods=["POST"])
    pages.add_url_rule("/app/push/worker.js", "push_worker", views.worker)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._links = Links(rooms.lrs.settings.secret)
        self._keys = PushKeys(self._database, rooms.lrs.settings.secret, rooms.clock)
        self._seal = Seal(rooms.lrs.settings.secret, PURPOSE)

    def ask(self, token: str) -> Response:
        found = self._links.of_device(token)
        key, store = self._keys.public(found.store_id), self._rooms.lrs.store(found.store_id)
        made = render_template("notifications/push.html", key=key, store=store)
        return Response(made, mimetype="text/html")

    def subscribe(self, token: str) -> Response:
        """Keep what the browser's push service gave; JSON, as PushSubscription writes itself."""
        found = self._links.of_device(token)
        given = _read(request.get_data(cache=False), self._rooms.lrs.settings)
        kept = Subscription(
            hashed(given["endpoint"]),
            found.person_id,
            self._seal.close(orjson.dumps(given)),
            request.user_agent.string[:200],
            self._rooms.clock(),
            None,
        )
        self._database.write(lambda c: self._kept(c, found.store_id).keep(kept))
        return Response(status=201)

    def off(self) -> Response:
        visit = self._rooms.visits.visit(request)
        person_id = visit.person_id
        self._database.write(lambda c: self._kept(c, visit.store_id).drop_all(person_id))
        return framed(redirect(url_for("notifications.wishes"), 303), visit)

    def worker(self) -> Response:
        """Serve the service worker from where it may receive."""
        file = assets()["push-worker.js"]
        answer = Response(file.content, content_type=file.content_type)
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    def _kept(self, connection: Connection, store_id: int) -> Subscriptions:
        return Subscriptions(connection, self._database.dialect, store_id)


def _read(body: bytes, settings: Any) -> dict[str, Any]:
    """Raise InvalidRequest for what no push service gave."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(Violation("", "Send a PushSubscription as JSON.", _RULE)) from error
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, dict):
        raise InvalidRequest(Violation("/keys", "Send the keys of the browser.", _RULE))
    endpoint = str(found.get("endpoint") or "")
    schemes = {"https", "http"} if settings.allow_private_addresses else {"https"}
    if urlsplit(endpoint).scheme not in schemes or len(endpoint) > _LONGEST:
        raise InvalidRequest(Violation("/endpoint", "Send the address of a push service.", _RULE))
    if len(_bytes(keys, "p256dh")) != 65 or len(_bytes(keys, "auth")) != 16:
        raise InvalidRequest(Violation("/keys", "Send a P-256 point and 16 secret bytes.", _RULE))
    return {"endpoint": endpoint, "keys": {name: keys[name] for name in ("p256dh", "auth")}}


def _bytes(keys: Mapping[str, Any], name: str) -> bytes:
    """Read base64url with or without its padding; nothing for what is none."""
    try:
        return base64.urlsafe_b64decode(str(keys.get(name, "")) + "==")
    except (binascii.Error, ValueError):
        return b""
