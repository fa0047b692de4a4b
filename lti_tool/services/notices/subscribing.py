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
from lti_tool.services.notices.storage import CONTEXT_COPY, Notices

ERRAND = "notices"
ADDRESS = "/lti/notices"
_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
_AGAIN = 7 * 24 * HOUR
_JSON = "application/json"


class Subscribing:
    """Keeps our address known to every deployment that offers notices; once a week it says so again."""

    def __init__(self, lrs: Lrs, door: ServiceDoor, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._door = door
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            for platform_id, deployment_id, url in self._due(store.id):
                self._ask(store.id, (platform_id, deployment_id), url)

    def _due(self, store_id: int) -> list[tuple[UUID, str, str]]:
        before = self._clock() - _AGAIN
        with self._database.reading() as connection:
            offered = ResourceLinks(connection, store_id).with_notices()
            notices = Notices(connection, store_id)
            asked = {key[:2]: notices.subscribed(*key[:2]) for key in offered}
        return [key for key in offered if (asked[key[:2]] or 0) < before]

    def _ask(self, store_id: int, key: tuple[UUID, str], url: str) -> None:
        answer = self._answer(key[0], url)
        now, dialect = self._clock(), self._database.dialect

        def work(connection: Connection) -> None:
            Notices(connection, store_id).note_subscription(
                dialect, key, service=url, kinds=CONTEXT_COPY, asked=now, answer=answer
            )

        self._database.write(work)

    def _answer(self, platform_id: UUID, url: str) -> str:
        with self._database.reading() as connection:
            platform = Platforms(connection, self._database.dialect).by_id(platform_id)
        if platform is None or platform.disabled is not None:
            return "The LMS is closed."
        handler = f"{self._lrs.settings.base_url.rstrip('/')}{ADDRESS}"
        wanted = orjson.dumps({"notice_type": CONTEXT_COPY, "handler": handler})
        try:
            self._door.call(platform, Question(url, [_SCOPE], _JSON, "PUT", wanted, _JSON))
        except ServiceFailed as error:
            return str(error)
        return ""
