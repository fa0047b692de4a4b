"""The courier: takes what waits in the outboxes of all stores to mail servers and push services."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs, Store
from lrs.outgoing import Send
from lti_tool.launch.clock import Clock
from lti_tool.notifications.addresses import address_of
from lti_tool.notifications.kinds import Channel, Mail
from lti_tool.notifications.letters import Entry, Envelope, letter
from lti_tool.notifications.links import Links, ToItem, ToPerson
from lti_tool.notifications.mail import post_of, sender_of
from lti_tool.notifications.moments import moment
from lti_tool.notifications.outbox import Delivery, Outbox
from lti_tool.notifications.outcome import Outcome, State
from lti_tool.notifications.push.pusher import Pusher
from lti_tool.notifications.return_addresses import Mailed, ReturnAddresses
from lti_tool.notifications.rules import rounds
from lti_tool.notifications.statements import delivered
from lti_tool.notifications.telling import Telling

ERRAND = "notices"
_AT_ONCE = 50
_NO_ADDRESS = Outcome(State.FAILED, "the LMS tells no mail address of this person")
_READ = Outcome(State.DROPPED, "was read in Hallway before it went out")


class Courier:
    """Sends what is due. What fails for now is tried again when its time comes."""

    def __init__(self, lrs: Lrs, send: Send, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock
        self._links = Links(lrs.settings.secret)
        self._post = post_of(lrs.settings)
        self._comes_back = lrs.settings.mail_returns != ""
        self._returns = ReturnAddresses(lrs.settings.secret, lrs.settings.mail_returns)
        self._pusher = Pusher(lrs, send, clock, self._links)
        self._telling = Telling(lrs, clock)

    def run(self) -> None:
        for store in self._lrs.stores():
            while taken := self._taken(store):
                for some in _together(taken):
                    self._tried(store.id, some)

    def _taken(self, store: Store) -> list[Delivery]:
        now = self._clock()
        due = rounds(now, store.time_zone)
        with self._database.reading() as connection:
            if not Outbox(connection, store.id).is_due(now, due):
                return []  # most rounds find nothing, and then write nothing
        return self._database.write(lambda c: Outbox(c, store.id).take_due(now, due, _AT_ONCE))

    def _tried(self, store_id: int, together: Sequence[Delivery]) -> None:
        """Send some notices of one person in one mail, or one by push."""
        news, now = [d for d in together if d.item.read is None], self._clock()
        for delivery in together:
            if delivery not in news:
                self._settle(store_id, delivery, _READ, now)
        if not news:
            return
        by_mail = news[0].channel is Channel.MAIL
        outcome = self._mailed(store_id, news) if by_mail else self._pusher.push(store_id, news[0])
        for delivery in news:
            self._settle(store_id, delivery, outcome, now)

    def _mailed(self, store_id: int, together: Sequence[Delivery]) -> Outcome:
        first = together[0]
        with self._database.reading() as connection:
            to = address_of(connection, store_id, first.item.person_id)
        if not to:
            return _NO_ADDRESS
        entries = [Entry(d.item, self._link(store_id, d.item.id)) for d in together]
        mail = letter(self._envelope(store_id, first, to), entries)
        back = self._returns.address(Mailed(store_id, first.item.id, first.round))
        return self._post(mail, back if self._comes_back else "", first.attempts + 1)

    def _envelope(self, store_id: int, first: Delivery, to: str) -> Envelope:
        base = self._lrs.settings.base_url
        kind = first.item.kind if first.mode is Mail.NOW else ""
        less = self._links.less(ToPerson(store_id, first.item.person_id, kind))
        return Envelope(
            sender_of(self._lrs.settings),
            to,
            moment(self._clock()),
            f"{first.item.id}.{first.round}",
            f"{base}/app/unsubscribe/{less}",
            f"{base}/app/inbox",
        )

    def _link(self, store_id: int, item_id: UUID) -> str:
        token = self._links.to_item(ToItem(store_id, item_id, Channel.MAIL))
        return f"{self._lrs.settings.base_url}/app/inbox/link/{token}"

    def _settle(self, store_id: int, delivery: Delivery, outcome: Outcome, now: int) -> None:
        """Note what became of it, and tell in the same transaction when it was accepted."""
        told = []
        trace = self._telling.trace(store_id, delivery.item.trace_id)
        if outcome.state is State.ACCEPTED and trace:
            channel = delivery.channel.value
            step = self._telling.step(delivery.item, f"{channel}/{delivery.round}", channel)
            person = self._telling.person(store_id, delivery.item.person_id)
            told = [delivered(trace, step, person)]

        def work(connection: Connection) -> None:
            Outbox(connection, store_id).settle(delivery, outcome, now)

        self._lrs.record_along(self._lrs.own_access(store_id), told, work)


def _together(taken: Iterable[Delivery]) -> list[list[Delivery]]:
    """Put what goes into one digest together; everything else goes alone."""
    alone = [[d] for d in taken if d.mode is Mail.NOW]
    digests = [d for d in taken if d.mode is not Mail.NOW]
    return [*alone, *(list(part) for _, part in groupby(digests, lambda d: d.item.person_id))]
