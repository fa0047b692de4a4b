"""A visitor: somebody of the demo who was launched, and posts forms without a browser."""

import re
import secrets
import time
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import orjson
from flask import Flask
from werkzeug.test import TestResponse

from lrs import Lrs, LrsError
from lti_tool.launch import claims, roles
from lti_tool.launch.clock import HOUR, now
from lti_tool.launch.launches import Launch, Launches, Session
from lti_tool.launch.logins import hashed
from lti_tool.launch.platforms import Platform
from lti_tool.sandbox import messages
from lti_tool.sandbox.messages import LINK, Answering, Kind, Opening
from lti_tool.sandbox.people import SandboxPerson


class DemoStuck(LrsError):
    """A room refused what the demo does in it; the text has its words."""


class Visitor:
    """One person's visit. Its token goes with every request as a page without cookies sends it."""

    def __init__(
        self,
        app: Flask,
        lrs: Lrs,
        platform: Platform,
        person: SandboxPerson,
        kind: Kind = Kind.OPEN,
    ) -> None:
        token, self.person_id = _let_in(lrs, platform, person, kind)
        self.name = person.name
        self._lms = lrs.settings.sandbox_url
        self._client = app.test_client()
        self._headers = {"Authorization": f"Bearer {token}"}
        self._form_token = ""

    def get(self, page: str) -> str:
        answer = self._client.get(page, headers=self._headers)
        self._check(page, answer)
        return answer.text

    def find(self, page: str, pattern: str) -> str:
        """Give what a page says where the group of `pattern` stands; raises DemoStuck."""
        found = re.search(pattern, self.get(page))
        if found is None:
            raise DemoStuck(f"{page} doesn't say {pattern}")
        return found[1]

    def post(self, page: str, **form: Any) -> str:
        """Post a form as it stands on `page` or the page before; give the path that it leads to."""
        headers = {**self._headers, "X-Form-Token": self._token()}
        answer = self._client.post(page, data=form, headers=headers)
        self._check(page, answer)
        return urlsplit(answer.headers.get("Location", page)).path

    def ask(self, page: str, pattern: str, **form: Any) -> str:
        """Post a form and give what the answer says where the group of `pattern` stands."""
        headers = {**self._headers, "X-Form-Token": self._token()}
        answer = self._client.post(page, data=form, headers=headers)
        self._check(page, answer)
        found = re.search(pattern, answer.text)
        if found is None:
            raise DemoStuck(f"{page} doesn't answer {pattern}")
        return found[1]

    def tell_lms(self, page: str, **form: str) -> None:
        """Post to the sandbox LMS, without a visit to the tool."""
        self._check(page, self._client.post(page, base_url=self._lms, data=form))

    def _token(self) -> str:
        if not self._form_token:
            found = re.search(r'name="form_token" value="([^"]+)"', self.get("/app/clips/new"))
            self._form_token = found[1] if found else ""
        return self._form_token

    def _check(self, page: str, answer: TestResponse) -> None:
        if answer.status_code >= 400:
            words = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
            raise DemoStuck(f"{page} answers {answer.status_code}: {words[:400]}")


def _let_in(
    lrs: Lrs, platform: Platform, person: SandboxPerson, kind: Kind
) -> tuple[str, UUID | None]:
    """Keep a launch as if the sandbox had signed it; give the token of its session, and who it is."""
    token, at = secrets.token_urlsafe(32), now()
    settings = lrs.settings
    said = messages.launch(
        Opening(person, messages.part_of(person), "iframe", kind),
        LINK,
        settings.base_url,
        settings.sandbox_url,
        Answering("", int(time.time())),
    )
    launch = _launch(lrs, platform, said, at)
    session = Session(
        hashed(token), hashed(launch.id.hex), platform.store_id, launch.id, at, at + HOUR
    )
    dialect = lrs.database.dialect
    lrs.database.write(lambda connection: Launches(connection, dialect).open(session, launch))
    return token, launch.person_id


def _launch(lrs: Lrs, platform: Platform, said: dict[str, Any], at: int) -> Launch:
    subject = claims.subject(said)
    account = {"homePage": platform.issuer, "name": subject}
    agent = {"objectType": "Agent", "account": account, "name": claims.name(said)}
    return Launch(
        id=uuid4(),
        store_id=platform.store_id,
        platform_id=platform.id,
        deployment_id=claims.deployment(said),
        message_type=said[f"{claims.LTI}message_type"],
        subject=subject,
        person_id=lrs.meet(platform.store_id, agent),
        name=claims.name(said),
        role=roles.role_of(claims.roles(said), roles.NONE),
        test_user=False,
        context_id=claims.part(said, "context", "id"),
        resource_link_id=LINK.id,
        claims=orjson.dumps(claims.kept(said)).decode(),
        created=at,
    )
