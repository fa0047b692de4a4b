"""Subscribing: the worker asks platforms that offer it to tell when a course was copied."""

from uuid import UUID

import orjson
from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch.clock import HOUR, Clock
from lti_tool.launch.platforms import Platforms
from lti_tool.services.errors import ServiceFailed
from lti_tool.services.http import Question, ServiceDoor
from lti_tool.services.links import ResourceLinks
from lti_tool.services.notices.storage import CONTEXT_COPY, Notices, Subscription

ERRAND = "notices"
ADDRESS = "/lti/notices"
_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
_AGAIN = 7 * 24 * HOUR
_AFTER_A_REFUSAL = 24 * HOUR
_JSON = "application/json"


class Subscribing:
    """Keeps our address known to every deployment that offers notices.

    Once a week it says so again, a day after a refusal, and at once when Hallway moved to another address.
    """

    def __init__(self, lrs: Lrs, door: ServiceDoor, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._door = door
        self._clock = clock
        self._handler = f"{lrs.settings.base_url.rstrip('/')}{ADDRESS}"

    def run(self) -> None:
        for store in self._lrs.stores():
            for platform_id, deployment_id, url in self._due(store.id):
                self._ask(store.id, (platform_id, deployment_id), url)

    def _due(self, store_id: int) -> list[tuple[UUID, str, str]]:
        with self._database.reading() as connection:
            offered = ResourceLinks(connection, store_id).with_notices()
            notices = Notices(connection, store_id)
            asked = {platform: notices.subscriptions(platform) for platform, _, _ in offered}
        return [key for key in offered if self._is_due(asked[key[0]].get(key[1]))]

    def _is_due(self, asked: Subscription | None) -> bool:
        if asked is None or asked.handler != self._handler:
            return True
        return asked.asked < self._clock() - (_AFTER_A_REFUSAL if asked.answer else _AGAIN)

    def _ask(self, store_id: int, key: tuple[UUID, str], url: str) -> None:
        platform_id, deployment_id = key
        answer = self._answer(platform_id, url)
        noted = Subscription(deployment_id, CONTEXT_COPY, self._handler, self._clock(), answer)

        def work(connection: Connection) -> None:
            notices = Notices(connection, store_id)
            notices.note_subscription(self._database.dialect, platform_id, url, noted)

        self._database.write(work)

    def _answer(self, platform_id: UUID, url: str) -> str:
        """Ask, and give what is wrong; "" when the LMS says that it will post to our address."""
        with self._database.reading() as connection:
            platform = Platforms(connection, self._database.dialect).by_id(platform_id)
        if platform is None or platform.disabled is not None:
            return "The LMS is closed."
        wanted = orjson.dumps({"notice_type": CONTEXT_COPY, "handler": self._handler})
        try:
            reply = self._door.call(platform, Question(url, [_SCOPE], _JSON, "PUT", wanted, _JSON))
        except ServiceFailed as error:
            return str(error)
        return _objection(reply.body, self._handler)


def _objection(body: bytes, handler: str) -> str:
    """Hold the answer against what was asked for; an LMS that repeats nothing is believed."""
    try:
        said = orjson.loads(body)
    except ValueError:
        return ""
    kept = said.get("handler") if isinstance(said, dict) else None
    if not isinstance(kept, str) or kept == handler:
        return ""
    return f"The LMS will post to {kept[:200]!r} in place of {handler}."
