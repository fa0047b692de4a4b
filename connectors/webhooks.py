"""/hooks/<connection id>: outside systems call; what they bring is checked, kept, and told by the worker (hooks.py)."""

import logging
from uuid import UUID

from flask import Blueprint, Response, request

from connectors.connector import Delivery, Hook
from connectors.desk import SECOND, Desk
from connectors.errors import Refused, Retriable
from connectors.hooks import ERRAND, Hooks
from connectors.registry import connector
from connectors.run import Runner
from connectors.storage import State
from lrs import NotFound

_LOG = logging.getLogger("hallway")
_LARGEST = 1024 * 1024
_PLAIN = "text/plain; charset=utf-8"


def blueprint(desk: Desk) -> Blueprint:
    """Build the address that outside systems call."""
    views = _Views(desk, Hooks(desk, Runner(desk)))
    pages = Blueprint("hooks", __name__)
    pages.add_url_rule("/hooks/<uuid:connection_id>", "call", views.call, methods=["POST"])
    return pages


class _Views:
    def __init__(self, desk: Desk, hooks: Hooks) -> None:
        self._desk = desk
        self._hooks = hooks

    def call(self, connection_id: UUID) -> Response:
        """Answer at once: a handshake as the system wants it, everything else with 202."""
        connection = self._desk.called(connection_id)
        hook = connector(connection.kind)
        if not isinstance(hook, Hook) or connection.state is State.PAUSED:
            raise NotFound("There is no such connection.")
        if (request.content_length or 0) > _LARGEST:
            return _words("A delivery of more than 1 MiB is not taken.", 413)
        delivery = Delivery(
            {name.lower(): value for name, value in request.headers.items()},
            request.get_data(cache=False),
            self._desk.clock() / SECOND,
            request.args.to_dict(),
        )
        try:
            answer = hook.verify(self._desk.source(connection), delivery)
        except Refused as error:
            _LOG.warning("Connection %s refused a delivery: %s", connection.id, error)
            return _words(str(error), 401)
        except Retriable as error:
            _LOG.warning("Connection %s can't check a delivery: %s", connection.id, error)
            return _words(str(error), 503)
        if answer is not None:
            return Response(answer.body, answer.status, content_type=answer.content_type)
        self._hooks.keep(connection, delivery)
        self._desk.lrs.queue.send(ERRAND)
        return Response(status=hook.accepted)


def _words(text: str, status: int) -> Response:
    return Response(text + "\n", status, content_type=_PLAIN)
