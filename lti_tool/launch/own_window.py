"""A window of its own: no cookie of the LMS's frame reaches it, so a signed word takes the launch along."""

import secrets
from uuid import UUID

from flask import Blueprint, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs.database import Database
from lti_tool.launch import errors, selector
from lti_tool.launch.clock import HOUR, SECOND, Clock
from lti_tool.launch.cookies import SESSION_LIFETIME, Cookies
from lti_tool.launch.launches import Launch, Launches, Session
from lti_tool.launch.logins import hashed

_LASTS = HOUR


class Words:
    """Signs what a page posts into a new window; it never stands in an address."""

    def __init__(self, secret: str) -> None:
        self._signed = URLSafeTimedSerializer(secret, salt="own window")

    def word(self, launch: Launch, page: str) -> str:
        """Sign that this launch may go on at `page`, for an hour."""
        return str(self._signed.dumps([launch.store_id, str(launch.id), page]))

    def read(self, word: str) -> tuple[int, str, str]:
        """Give store, launch and page. Raises SessionExpired for what we didn't sign, or not lately."""
        try:
            store_id, launch_id, page = self._signed.loads(word, max_age=_LASTS // SECOND)
        except BadData as error:
            raise errors.SessionExpired("the word for a new window is broken or old") from error
        return store_id, launch_id, page


class OwnWindow:
    """Opens the session of a launch once more, for a browser window that has no part in the first."""

    def __init__(self, database: Database, base_url: str, secret: str, clock: Clock) -> None:
        self._database = database
        self._words = Words(secret)
        self._cookies = Cookies(base_url)
        self._clock = clock

    def blueprint(self) -> Blueprint:
        pages = Blueprint("own_window", __name__)
        pages.add_url_rule("/app/window", "open", self.open, methods=["POST"])
        return pages

    def open(self) -> Response:
        store_id, launch_id, page = self._words.read(request.form.get("word", ""))
        launch = self._launch(store_id, launch_id)
        name = selector.named(request) or selector.new(self._clock())
        token = secrets.token_urlsafe(32)
        self._keep(launch, token)
        answer = redirect(selector.address(name, page), 303)
        self._cookies.keep_session(request, answer, name, token)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _launch(self, store_id: int, launch_id: str) -> Launch:
        with self._database.reading() as connection:
            known = Launches(connection, self._database.dialect)
            launch = known.by_id(store_id, UUID(launch_id))
        if launch is None or launch.created + SESSION_LIFETIME <= self._clock():
            raise errors.SessionExpired(f"launch {launch_id} is over")
        return launch

    def _keep(self, launch: Launch, token: str) -> None:
        """Keep the session; it is over when that of the launch would be, and no login led to it."""
        session = Session(
            token_hash=hashed(token),
            state_hash=hashed(secrets.token_urlsafe(32)),
            store_id=launch.store_id,
            launch_id=launch.id,
            created=self._clock(),
            expires=launch.created + SESSION_LIFETIME,
        )
        self._database.write(
            lambda connection: Launches(connection, self._database.dialect).reopen(session)
        )
