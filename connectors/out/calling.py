"""Calling: what happened in records becomes signed calls, each tried for a day and a half."""

from collections.abc import Callable, Iterator
from uuid import uuid4, uuid5

import orjson
from sqlalchemy import Connection as Sql

from connectors.errors import Fatal, Retriable
from connectors.out import choosing, happenings, signing
from connectors.out.happenings import Happening
from connectors.out.office import SECOND, Office
from connectors.out.outlet import Fate, Message, Outlet
from connectors.out.storage import Messages, Outlets
from lrs.following import Followed
from lrs.outgoing import Call, Reply, Send, Unreachable

Takes = Callable[[Followed], bool]
_WAITS = tuple(seconds * SECOND for seconds in (5, 300, 1800, 7200, 18000, 36000, 36000))
_TOGETHER, _ROUNDS, _AT_ONCE = 500, 20, 50
_LATE = 120 * SECOND  # a joining may become visible so much later than its own time says
_GONE = 410


class Calling:
    """Makes calls of what happened, and delivers them."""

    def __init__(self, office: Office, send: Send) -> None:
        self._office = office
        self._send = send

    def test(self, outlet: Outlet) -> str:
        """Call once with a test. Raises Fatal, Retriable."""
        now = self._office.clock()
        about = Happening("hallway.test", str(uuid4()), now, {"outlet": str(outlet.id)})
        reply = self._called(outlet, self._message(outlet, about, now))
        if reply.status >= 300:
            raise Fatal(f"The receiver answers {reply.status}, and not 2xx.")
        return f"The receiver answers {reply.status} to a call of the type hallway.test."

    def run(self, outlet: Outlet, takes: Takes) -> int:
        """Look for what happened, deliver what is due, and say when to come again. Raises Fatal, Retriable."""
        self._look(outlet, takes)
        with self._office.lrs.database.reading() as sql:
            due = Messages(sql, outlet).due(self._office.clock(), _AT_ONCE)
        wrong = [error for error in [self._deliver(outlet, message) for message in due] if error]
        if wrong and len(wrong) == len(due):
            raise wrong[0]
        return self._office.clock()

    def _look(self, outlet: Outlet, takes: Takes) -> None:
        cursor, now = outlet.cursor, self._office.clock()
        wanted = choosing.loads(outlet.choice).happenings
        joined = list(self._joined(outlet)) if happenings.JOINED in wanted else []
        for _ in range(_ROUNDS):
            found = self._office.lrs.follow(outlet.store_id, cursor, _TOGETHER)
            told = [each for one in found if takes(one) for each in self._told(outlet, one)]
            cursor = found[-1].place if found else cursor
            self._keep(outlet, [each for each in (*joined, *told) if each.kind in wanted], cursor)
            joined = []
            if len(found) < _TOGETHER:
                break
        self._office.write(
            outlet.store_id, lambda known: known.change(outlet.id, joins_seen=now - _LATE)
        )

    def _told(self, outlet: Outlet, one: Followed) -> Iterator[Happening]:
        done = happenings.completed(one.statement, one.person_id, one.place)
        if done:
            yield done
        if happenings.awards(one.statement, self._office.lrs.settings.base_url):
            for claim in self._office.lrs.credits.decided(outlet.store_id):
                if str(claim.statement_id) == one.statement["id"]:
                    yield happenings.credited(
                        one.statement, claim.person_id, claim.title, one.place
                    )

    def _joined(self, outlet: Outlet) -> Iterator[Happening]:
        for join in self._office.lrs.joins.latest(outlet.store_id, _TOGETHER):
            if join.at >= outlet.joins_seen and join.undone is None:
                yield happenings.joined(join.id, join.person_id, join.into_id, join.how, join.at)

    def _keep(self, outlet: Outlet, told: list[Happening], cursor: int) -> None:
        now = self._office.clock()
        made = [self._message(outlet, each, now) for each in told]

        def work(sql: Sql) -> None:
            Messages(sql, outlet).add(made)
            Outlets(sql, outlet.store_id).change(outlet.id, cursor=cursor)

        self._office.lrs.database.write(work)

    def _deliver(self, outlet: Outlet, message: Message) -> Exception | None:
        """Call; give what went wrong, once it is noted at the message."""
        try:
            reply = self._called(outlet, message)
        except Retriable as error:
            return self._again(outlet, message, None, error)
        if reply.status == _GONE:
            self._again(outlet, message, reply, Retriable("The receiver answers 410."))
            raise Fatal("The receiver answers 410: it wants no more calls.")
        if reply.status >= 300:
            after = reply.headers.get("Retry-After", "")
            seconds = float(after) if after.isdecimal() else None
            words = f"The receiver answers {reply.status}."
            return self._again(outlet, message, reply, Retriable(words, seconds))
        self._settle(
            outlet,
            message,
            fate=Fate.DELIVERED,
            answer=reply.status,
            tries=message.tries + 1,
            reason="",
        )
        return None

    def _again(
        self, outlet: Outlet, message: Message, reply: Reply | None, error: Retriable
    ) -> Exception:
        tries, now = message.tries + 1, self._office.clock()
        over = tries > len(_WAITS)
        due = now if over else now + max(_WAITS[tries - 1], round((error.after or 0) * SECOND))
        self._settle(
            outlet,
            message,
            fate=Fate.DEAD if over else Fate.WAITING,
            tries=tries,
            due=due,
            answer=reply.status if reply else None,
            reason=str(error),
        )
        return error

    def _settle(self, outlet: Outlet, message: Message, **values: object) -> None:
        now = self._office.clock()

        def work(sql: Sql) -> None:
            Messages(sql, outlet).change(message.id, **values)
            if values["fate"] is Fate.DELIVERED:
                Outlets(sql, outlet.store_id).count_sent(outlet.id, 1, now)

        self._office.lrs.database.write(work)

    def _called(self, outlet: Outlet, message: Message) -> Reply:
        place, body = self._office.place(outlet), self._office.seal.open(message.content)
        seconds = self._office.clock() // SECOND
        headers = signing.headers(place.secret, f"msg_{message.id.hex}", seconds, body)
        try:
            return self._send(Call(place.address, "POST", headers, body))
        except Unreachable as error:
            raise Retriable(f"The receiver can't be reached: {error}") from error

    def _message(self, outlet: Outlet, about: Happening, now: int) -> Message:
        """Make a call; its id follows from what happened, so that it is made once."""
        return Message(
            outlet.store_id,
            outlet.id,
            uuid5(outlet.id, f"{about.kind}/{about.about}"),
            about.kind,
            self._office.seal.close(orjson.dumps(about.body())),
            Fate.WAITING,
            now,
            now,
            0,
            None,
            "",
        )
