"""/hooks/<connection id>: outside systems call; what they bring is checked, kept, and told by the worker."""

import logging
from typing import cast
from uuid import UUID, uuid4

import orjson
from flask import Blueprint, Response, request

from connectors.connector import Delivery, Hook
from connectors.desk import SECOND, Desk
from connectors.errors import Fatal, Refused, Retriable, Skippable
from connectors.event import SURPRISES, Event, unreadable
from connectors.gathering import Gathering
from connectors.registry import connector
from connectors.run import Runner, wait
from connectors.storage import Connection, Kept, State, Waiting
from lrs import NotFound

ERRAND = "hooks"
_LOG = logging.getLogger("hallway")
_LARGEST = 1024 * 1024
_TOGETHER = 100
_TRIES = 12
_PLAIN = "text/plain; charset=utf-8"


def blueprint(desk: Desk) -> Blueprint:
    """Build the address that outside systems call."""
    views = _Views(desk)
    pages = Blueprint("hooks", __name__)
    pages.add_url_rule("/hooks/<uuid:connection_id>", "call", views.call, methods=["POST"])
    return pages


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

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
        self._keep(connection, delivery)
        return Response(status=hook.accepted)

    def _keep(self, connection: Connection, delivery: Delivery) -> None:
        kept = Kept(
            connection.store_id,
            connection.id,
            uuid4(),
            self._desk.seal.close(_packed(delivery)),
            round(delivery.received * SECOND),
            0,
            round(delivery.received * SECOND),
            "",
        )
        self._desk.write(connection.store_id, lambda known: known.keep(kept))
        self._desk.lrs.queue.send(ERRAND)


class Hooks:
    """Tells what webhooks brought; the worker calls it."""

    def __init__(self, desk: Desk, runner: Runner) -> None:
        self._desk = desk
        self._runner = runner
        self._gathering = Gathering(desk)

    def work(self) -> None:
        for store in self._desk.lrs.stores():
            self._of(store.id)

    def _of(self, store_id: int) -> None:
        with self._desk.lrs.database.reading() as sql:
            waiting = Waiting(sql, store_id).deliveries(self._desk.clock(), _TOGETHER)
        for kept in waiting:
            self._one(kept)
        if len(waiting) == _TOGETHER:
            self._desk.lrs.queue.send(ERRAND)

    def _one(self, kept: Kept) -> None:
        connection = self._desk.find(kept.store_id, kept.connection_id)
        try:
            events = self._events(connection, kept)
            hook = cast(Hook, connector(connection.kind))
            ready = self._gathering.ready(hook, connection, events, kept.received)
            self._runner.take(connection, ready)
        except Retriable as error:
            self._again(connection, kept, error)
        except Fatal as error:
            self._runner.failed(connection, error)
            self._again(connection, kept, error)
        else:
            self._settle(kept, due=None, reason="")

    def _events(self, connection: Connection, kept: Kept) -> list[Event]:
        """Read a delivery; one that can't be read becomes one event that is buried whole."""
        hook = cast(Hook, connector(connection.kind))
        delivery = _unpacked(self._desk.seal.open(kept.content))
        try:
            return list(hook.read(delivery))
        except (Skippable, *SURPRISES) as error:
            return [unreadable(str(kept.id), delivery.body.decode(errors="replace"), error)]

    def _again(self, connection: Connection, kept: Kept, error: Exception) -> None:
        tries = kept.tries + 1
        due = self._desk.clock() + wait(tries, error) if tries < _TRIES else None
        self._settle(kept, tries=tries, due=due, reason=str(error))
        if due is None:
            events = self._events(connection, kept)
            self._runner.bury(connection, events, f"Given up after {tries} tries: {error}")

    def _settle(self, kept: Kept, **values: object) -> None:
        self._desk.write(kept.store_id, lambda known: known.settle(kept, **values))


def _packed(delivery: Delivery) -> bytes:
    body = delivery.body.decode("latin-1")  # every byte has its letter
    return orjson.dumps([dict(delivery.headers), body, delivery.received, dict(delivery.query)])


def _unpacked(content: bytes) -> Delivery:
    headers, body, received, query = orjson.loads(content)
    return Delivery(headers, body.encode("latin-1"), received, query)


def _words(text: str, status: int) -> Response:
    return Response(text + "\n", status, content_type=_PLAIN)
