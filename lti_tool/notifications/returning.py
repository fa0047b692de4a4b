"""/app/mail/returned: mail that came back, handed over by the mail server; the delivery failed after all."""

from typing import Any

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from lrs import Lrs, NotFound, telling
from lrs import vocabulary as v
from lti_tool.launch.clock import Clock
from lti_tool.notifications.delivery_reports import returned
from lti_tool.notifications.moments import moment
from lti_tool.notifications.notice import Item
from lti_tool.notifications.outbox import Outbox
from lti_tool.notifications.return_addresses import Mailed, ReturnAddresses
from lti_tool.notifications.statements import delivered
from lti_tool.notifications.telling import Telling
from lti_tool.rooms.rooms import Rooms

_LARGEST = 256 * 1024
_NOT_OURS = "No address of this message is one to which mail of ours comes back."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the address; who posts there needs no launch, the signed address in the mail is enough."""
    returning = Returning(rooms.lrs, rooms.clock)

    def take() -> Response:
        if (request.content_length or 0) > _LARGEST:
            raise RequestEntityTooLarge
        returning.take(request.get_data(cache=False))
        return Response(status=204)

    pages.add_url_rule("/app/mail/returned", "returned", take, methods=["POST"])


class Returning:
    """Lets deliveries fail of which a mail server took the mail first and gave it back later."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._clock = clock
        self._telling = Telling(lrs, clock)
        self._addresses = ReturnAddresses(lrs.settings.secret, lrs.settings.mail_returns)

    def take(self, message: bytes) -> None:
        """Take one message as it came; what is no report of a failure changes nothing. Raises NotFound."""
        said = returned(message)
        mailed = next(filter(None, map(self._addresses.read, said.to)), None)
        if mailed is None or mailed.store_id not in {store.id for store in self._lrs.stores()}:
            raise NotFound(_NOT_OURS)
        if said.reason:
            self._fail(mailed, f"came back: {said.reason}")

    def _fail(self, mailed: Mailed, words: str) -> None:
        """Let it fail, with all that went in the same mail, and void that it was delivered."""
        with self._lrs.database.reading() as connection:
            items = Outbox(connection, mailed.store_id).mailed_with(mailed.item_id, mailed.round)
        now = self._clock()
        told = [
            void for item, number in items for void in self._void(mailed.store_id, item, number)
        ]

        def work(connection: Connection) -> None:
            outbox = Outbox(connection, mailed.store_id)
            for item, number in items:
                outbox.bounce(item.id, number, words, now)

        self._lrs.record_along(self._lrs.own_access(mailed.store_id), told, work)

    def _void(self, store_id: int, item: Item, number: int) -> list[dict[str, Any]]:
        trace = self._telling.trace(store_id, item.trace_id)
        if trace is None:
            return []
        step = self._telling.step(item, f"mail/{number}", "mail")
        told = delivered(trace, step, self._telling.person(store_id, item.person_id))["id"]
        base, when = self._lrs.settings.base_url, moment(self._clock())
        thing = telling.reference(told)
        return [telling.statement(base, f"void/{told}", when, trace.sender, v.VOIDED, thing)]
