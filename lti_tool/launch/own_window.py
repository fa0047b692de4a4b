"""A window of its own: no cookie of the LMS's frame reaches it, so a signed word takes the launch along."""

import secrets
from typing import NamedTuple
from uuid import UUID, uuid4

from flask import Blueprint, request
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import Connection, delete
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs.database import Database
from lti_tool.launch import errors, selector
from lti_tool.launch.clock import HOUR, SECOND, Clock
from lti_tool.launch.cookies import SESSION_LIFETIME, Cookies
from lti_tool.launch.launches import Launch, Launches, Session
from lti_tool.launch.logins import hashed
from lti_tool.launch.tables import used_words

_LASTS = HOUR


class Word(NamedTuple):
    """What a word says: which launch goes on at which page. By its `id` it is used once."""

    id: UUID
    store_id: int
    launch_id: UUID
    page: str


class Words:
    """Signs what a page posts into a new window; it never stands in an address."""

    def __init__(self, secret: str) -> None:
        self._signed = URLSafeTimedSerializer(secret, salt="own window, once")

    def word(self, launch: Launch, page: str) -> str:
        """Sign that this launch may go on at `page`, once and within an hour."""
        return str(self._signed.dumps([str(uuid4()), launch.store_id, str(launch.id), page]))

    def read(self, word: str) -> Word:
        """Read a word; raises SessionExpired for what we didn't sign, or not lately."""
        try:
            id_, store_id, launch_id, page = self._signed.loads(word, max_age=_LASTS // SECOND)
        except BadData as error:
            raise errors.SessionExpired("the word for a new window is broken or old") from error
        return Word(UUID(id_), store_id, UUID(launch_id), page)


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
        word = self._words.read(request.form.get("word", ""))
        launch = self._launch(word)
        name = selector.named(request) or selector.new(self._clock())
        token = secrets.token_urlsafe(32)
        self._keep(word, launch, token)
        answer = redirect(selector.address(name, word.page), 303)
        self._cookies.keep_session(request, answer, name, token)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _launch(self, word: Word) -> Launch:
        with self._database.reading() as connection:
            known = Launches(connection, self._database.dialect)
            launch = known.by_id(word.store_id, word.launch_id)
        if launch is None or launch.created + SESSION_LIFETIME <= self._clock():
            raise errors.SessionExpired(f"launch {word.launch_id} is over")
        return launch

    def _keep(self, word: Word, launch: Launch, token: str) -> None:
        """Use the word up and keep the session, which is over when that of the launch would be; no login led to it."""
        session = Session(
            token_hash=hashed(token),
            state_hash=hashed(secrets.token_urlsafe(32)),
            store_id=launch.store_id,
            launch_id=launch.id,
            created=self._clock(),
            expires=launch.created + SESSION_LIFETIME,
        )

        def work(connection: Connection) -> bool:
            if not self._is_first(connection, word):
                return False
            Launches(connection, self._database.dialect).reopen(session)
            return True

        if not self._database.write(work):
            raise errors.WindowUsed(f"the word {word.id} opened a window before")

    def _is_first(self, connection: Connection, word: Word) -> bool:
        """Write down that the word is used, and forget those that are too old to be used again."""
        now, here = self._clock(), used_words.c.store_id == word.store_id
        connection.execute(delete(used_words).where(here, used_words.c.used < now - 2 * _LASTS))
        add = self._database.dialect.insert(used_words)
        row = add.values(store_id=word.store_id, id=word.id, used=now).on_conflict_do_nothing()
        return connection.execute(row.returning(used_words.c.id)).first() is not None
