"""The pusher: takes one notice to all browsers of its person."""

from collections.abc import Sequence

import orjson
from sqlalchemy import Connection

from lrs import Lrs
from lrs.outgoing import Send
from lrs.sealing import Seal
from lti_tool.launch.clock import Clock
from lti_tool.notifications.kinds import Channel
from lti_tool.notifications.links import Links, ToItem
from lti_tool.notifications.mail import sender_of
from lti_tool.notifications.outbox import Delivery
from lti_tool.notifications.outcome import Outcome, State
from lti_tool.notifications.push.keys import PushKeys
from lti_tool.notifications.push.sending import Pushed, Sender, push
from lti_tool.notifications.push.subscriptions import Subscription, Subscriptions

PURPOSE = "push subscriptions"
_NOBODY = Outcome(State.FAILED, "no browser of this person takes push any more")
_BEST = (State.ACCEPTED, State.WAITING, State.FAILED)


class Pusher:
    """Pushes for all stores."""

    def __init__(self, lrs: Lrs, send: Send, clock: Clock, links: Links) -> None:
        self._lrs = lrs
        self._send = send
        self._clock = clock
        self._links = links
        self._keys = PushKeys(lrs.database, lrs.settings.secret, clock)
        self._seal = Seal(lrs.settings.secret, PURPOSE)

    def push(self, store_id: int, delivery: Delivery) -> Outcome:
        """Give the best of what the push services said; forget the browsers that are gone."""
        with self._lrs.database.reading() as connection:
            found = self._subscriptions(connection, store_id).of(delivery.item.person_id)
        if not found:
            return _NOBODY
        tried = [self._pushed(store_id, delivery, subscription) for subscription in found]
        self._note(store_id, found, tried)
        return min((each.outcome for each in tried), key=lambda outcome: _BEST.index(outcome.state))

    def _pushed(self, store_id: int, delivery: Delivery, subscription: Subscription) -> Pushed:
        contact = "mailto:" + sender_of(self._lrs.settings).rpartition("<")[2].rstrip(">")
        sender = Sender(self._keys.private(store_id), contact, self._clock())
        keys = orjson.loads(self._seal.open(subscription.keys))
        message = self._message(store_id, delivery)
        return push(self._send, sender, keys, message, delivery.attempts + 1)

    def _message(self, store_id: int, delivery: Delivery) -> dict[str, object]:
        """Give what the service worker shows, and where it says that it did (see push-worker.js)."""
        item, base = delivery.item, self._lrs.settings.base_url
        here = ToItem(store_id, item.id, Channel.PUSH)
        return {
            "title": item.title,
            "body": item.words or item.by,
            "tag": str(item.id),
            "important": item.important,
            "page": f"{base}/app/inbox/link/{self._links.to_item(here)}",
            "received": f"{base}/app/push/received/{self._links.beacon(here)}",
        }

    def _note(self, store_id: int, found: Sequence[Subscription], tried: Sequence[Pushed]) -> None:
        now = self._clock()

        def work(connection: Connection) -> None:
            kept = self._subscriptions(connection, store_id)
            for subscription, pushed in zip(found, tried, strict=True):
                if pushed.gone:
                    kept.drop(subscription.endpoint_hash)
                elif pushed.outcome.state is State.ACCEPTED:
                    kept.note_use(subscription.endpoint_hash, now)

        self._lrs.database.write(work)

    def _subscriptions(self, connection: Connection, store_id: int) -> Subscriptions:
        return Subscriptions(connection, self._lrs.database.dialect, store_id)
