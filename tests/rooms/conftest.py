"""Fixtures of the room tests: a Hallway on both databases, an LMS that it knows, and people who came in by a launch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import wsgi
from lrs import Lrs, Store
from lrs.settings import Settings
from tests.conftest import settings_of
from tests.http.browser import PASSWORD, Browser
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, TOOL, FakePlatform, running_platform
from tests.lti.tool import Clock, app_with
from tests.told_by_us import what_we_tell

__all__ = ["what_we_tell"]  # all that is told in the rooms is heard


@pytest.fixture
def settings(kind: str, tmp_path: Path, empty_databases: Callable[[str, Path], str]) -> Settings:
    return settings_of(
        tmp_path,
        HALLWAY_DATABASE_URL=empty_databases(kind, tmp_path),
        HALLWAY_BASE_URL=TOOL,
        HALLWAY_SECRET="a secret that only these tests know",
        HALLWAY_ALLOW_PRIVATE_ADDRESSES="1",
    )


@pytest.fixture
def clock() -> Clock:
    """The clock of the rooms; a test puts it `ahead` by so many seconds."""
    return Clock()


@pytest.fixture
def app(lrs: Lrs, clock: Clock) -> Flask:
    app = app_with(lrs, clock)
    app.testing = False  # errors are answered, as they are for users
    return app


@pytest.fixture(scope="session")
def _running() -> Iterator[FakePlatform]:
    with running_platform() as platform:
        yield platform


@pytest.fixture
def lms(_running: FakePlatform, lrs: Lrs, store: Store) -> FakePlatform:
    """An LMS that the store knows."""
    _running.register(lrs, store)
    return _running


@dataclass
class Someone:
    """Somebody who came in by a launch: `get` and `post` the pages of the tool as their browser does."""

    client: FlaskClient
    lrs: Lrs
    store: Store
    person_id: UUID | None
    before: str
    agent: dict[str, Any]
    pages: dict[str, TestResponse] = field(default_factory=dict)

    def get(self, page: str, **named: Any) -> TestResponse:
        return self.client.get(page.replace("/app", self.before, 1), **named)

    def post(self, page: str, data: Any = None, **named: Any) -> TestResponse:
        """Post a form with the token that stands in every form of this visit."""
        headers = {"X-Form-Token": self.form_token, **named.pop("headers", {})}
        return self.client.post(
            page.replace("/app", self.before, 1), data=data, headers=headers, **named
        )

    @property
    def form_token(self) -> str:
        from hashlib import sha256
        from hmac import digest

        name = self.before.rpartition("~")[2]
        cookie = self.client.get_cookie(f"hallway-session-{name}")
        assert cookie is not None
        return digest(cookie.value.encode(), b"form", sha256).hex()

    def statements(self, verb: str = "") -> list[dict[str, Any]]:
        """What the store holds of them as actor, oldest first."""
        assert self.person_id is not None
        found = self.lrs.own_statements(self.store.id, self.person_id)
        found = [s for s in found if s["verb"]["id"].endswith(verb)]
        return sorted(found, key=lambda statement: str(statement["timestamp"]))


Launch = Callable[..., Someone]


@pytest.fixture
def learner(app: Flask, lrs: Lrs, store: Store, lms: FakePlatform) -> Launch:
    """Launch as a learner: `learner("ada")`; further words are claims."""
    return lambda who, **claims: _come_in(app, lrs, store, lms, who, LEARNER, claims)


@pytest.fixture
def teacher(app: Flask, lrs: Lrs, store: Store, lms: FakePlatform) -> Launch:
    """Launch as an instructor: `teacher("grace")`; further words are claims."""
    return lambda who, **claims: _come_in(app, lrs, store, lms, who, INSTRUCTOR, claims)


@pytest.fixture
def desk(lrs: Lrs, store: Store, hallway: wsgi.Hallway) -> Browser:
    """An administrator who is signed in to the console."""
    lrs.create_administrator(store, "kay@example.org", PASSWORD)
    browser = Browser(wsgi.create_app(hallway).test_client(), lrs, store, "kay@example.org")
    assert browser.sign_in().status_code == 303
    return browser


def _come_in(
    app: Flask,
    lrs: Lrs,
    store: Store,
    lms: FakePlatform,
    name: str,
    role: str,
    claims: dict[str, Any],
) -> Someone:
    client = app.test_client()
    given = {"sub": name, "name": name.capitalize(), "roles": [role], **claims}
    answer = lms.launch(client, **given)
    assert answer.status_code == 303, answer.text
    agent = {"account": {"homePage": lms.issuer, "name": given["sub"]}}
    before = answer.location.partition("/app/")[2].partition("/")[0]
    person_id = lrs.recognise(store.id, {**agent, "name": given["name"]})
    return Someone(client, lrs, store, person_id, f"/app/{before}", agent)
