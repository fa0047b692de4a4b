"""Links that stand in mails and on devices: signed, and good for one thing only."""

from typing import Any, NamedTuple
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from lrs import NotFound
from lti_tool.notifications.kinds import Channel

_BROKEN = "This link is broken, or it is too old. Open Hallway from your LMS."
_PUSH_SECONDS = 15 * 60


class ToItem(NamedTuple):
    """A notice, and the way by which the link came to its person."""

    store_id: int
    item_id: UUID
    channel: Channel


class ToPerson(NamedTuple):
    """Somebody, and the kind of notices that they may turn off."""

    store_id: int
    person_id: UUID
    kind: str = ""


class Links:
    """Signs with the installation's secret; a link of one purpose opens nothing of another."""

    def __init__(self, secret: str) -> None:
        self._items = URLSafeSerializer(secret, salt="notice")
        self._beacons = URLSafeSerializer(secret, salt="received")
        self._less = URLSafeSerializer(secret, salt="unsubscribe")
        self._devices = URLSafeTimedSerializer(secret, salt="push")

    def to_item(self, found: ToItem) -> str:
        return str(self._items.dumps(_packed(found)))

    def item(self, token: str) -> ToItem:
        """Raise NotFound for what we didn't sign, as do all below."""
        return _item(self._items, token)

    def beacon(self, found: ToItem) -> str:
        """Sign what a device shows to say that the notice reached it."""
        return str(self._beacons.dumps(_packed(found)))

    def received(self, token: str) -> ToItem:
        return _item(self._beacons, token)

    def less(self, found: ToPerson) -> str:
        """Sign what lets somebody turn off mail of a kind without signing in."""
        return str(self._less.dumps([found.store_id, found.person_id.hex, found.kind]))

    def unsubscribed(self, token: str) -> ToPerson:
        store_id, person_id, kind = _loaded(self._less, token)
        return ToPerson(store_id, UUID(person_id), kind)

    def device(self, store_id: int, person_id: UUID) -> str:
        """Sign what lets somebody turn on push in a window of its own, for a quarter of an hour."""
        return str(self._devices.dumps([store_id, person_id.hex]))

    def of_device(self, token: str) -> ToPerson:
        try:
            store_id, person_id = self._devices.loads(token, max_age=_PUSH_SECONDS)
        except BadData as error:
            raise NotFound(_BROKEN) from error
        return ToPerson(store_id, UUID(person_id))


def _packed(found: ToItem) -> list[int | str]:
    return [found.store_id, found.item_id.hex, found.channel.value]


def _item(serializer: URLSafeSerializer, token: str) -> ToItem:
    store_id, item_id, channel = _loaded(serializer, token)
    return ToItem(store_id, UUID(item_id), Channel(channel))


def _loaded(serializer: URLSafeSerializer, token: str) -> list[Any]:
    try:
        return list(serializer.loads(token))
    except BadData as error:
        raise NotFound(_BROKEN) from error
