"""Forwarding: statements to another LRS in the order in which they came; the cursor moves once they are there."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

import orjson
from sqlalchemy import Connection as Sql

from connectors.out.office import Office
from connectors.out.other_lrs import Contents, OtherLrs, Refused
from connectors.out.outlet import Fate, Message, Outlet
from connectors.out.storage import Messages, Outlets
from lrs.following import Followed
from lrs.outgoing import Send

Takes = Callable[[Followed], bool]
_TOGETHER = 200
_ROUNDS = 100  # of one outlet in one go; the others want their turn
KIND = "statement"


class Forwarding:
    """Sends statements to other LRSs."""

    def __init__(self, office: Office, send: Send) -> None:
        self._office = office
        self._send = send

    def test(self, outlet: Outlet) -> str:
        """Raise Fatal, Retriable."""
        return self._there(outlet).test()

    def run(self, outlet: Outlet, takes: Takes) -> None:
        """Send what is behind the cursor, after what was replayed. Raises Fatal, Retriable."""
        there, cursor = self._there(outlet), outlet.cursor
        self._replayed(outlet, there)
        for _ in range(_ROUNDS):
            found = self._office.lrs.follow(outlet.store_id, cursor, _TOGETHER)
            if not found:
                return
            chosen = [each.statement for each in found if takes(each)]
            refused = there.send(chosen) if chosen else []
            cursor = found[-1].place
            self._note(outlet, cursor, len(chosen) - len(refused), refused)

    def _replayed(self, outlet: Outlet, there: OtherLrs) -> None:
        with self._office.lrs.database.reading() as sql:
            waiting = Messages(sql, outlet).due(self._office.clock(), _TOGETHER)
        for each in waiting:
            wrong = there.send([self._office.content(each)])
            self._settled(outlet, each, wrong)

    def _settled(self, outlet: Outlet, message: Message, wrong: Sequence[Refused]) -> None:
        def work(sql: Sql) -> None:
            known = Messages(sql, outlet)
            if wrong:
                known.change(
                    message.id, fate=Fate.DEAD, answer=wrong[0].answer, reason=wrong[0].reason
                )
                return
            known.change(message.id, fate=Fate.DELIVERED, answer=200, reason="")
            Outlets(sql, outlet.store_id).count_sent(outlet.id, 1, self._office.clock())

        self._office.lrs.database.write(work)

    def _note(self, outlet: Outlet, cursor: int, sent: int, refused: Sequence[Refused]) -> None:
        now = self._office.clock()
        dead = [self._dead(outlet, each, now) for each in refused]

        def work(sql: Sql) -> None:
            known = Outlets(sql, outlet.store_id)
            known.change(outlet.id, cursor=cursor)
            if sent:
                known.count_sent(outlet.id, sent, now)
            Messages(sql, outlet).add(dead)

        self._office.lrs.database.write(work)

    def _dead(self, outlet: Outlet, refused: Refused, now: int) -> Message:
        return Message(
            outlet.store_id,
            outlet.id,
            UUID(refused.statement["id"]),
            KIND,
            self._office.seal.close(orjson.dumps(dict(refused.statement))),
            Fate.DEAD,
            now,
            now,
            1,
            refused.answer,
            refused.reason,
        )

    def _there(self, outlet: Outlet) -> OtherLrs:
        lrs = self._office.lrs
        access = lrs.own_access(outlet.store_id)

        def attachments(hashes: Collection[str]) -> Mapping[str, bytes]:
            return lrs.attachments(access, hashes)

        contents = Contents(attachments, lrs.same_statement)
        return OtherLrs(self._office.place(outlet), self._send, contents)
