"""Launching: the message of an LMS is checked, and then, in one transaction, let in."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch import claims, errors, link, roles, selector, targets
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.launch.cookies import SESSION_LIFETIME
from lti_tool.launch.launches import Launch, Launches, Session
from lti_tool.launch.logins import LIFETIME, Login, Logins, hashed
from lti_tool.launch.platform_keys import PlatformKeys
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.launch.rules import Expected
from lti_tool.launch.session import IN_MEMORY, framers


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser posted, and the secret that its cookie or the storage of the LMS brought back.

    Without a cookie the session is a short one, which the page holds and renews.
    """

    state: str
    id_token: str
    secret: str
    by_cookie: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """A launch that was let in: its name in addresses, the token of its session, the page to show.

    `framers` may frame that page.
    """

    name: str
    token: str
    page: str
    framers: tuple[str, ...]


class LaunchDesk:
    """Lets launches in."""

    def __init__(self, lrs: Lrs, keys: PlatformKeys, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._base_url = lrs.settings.base_url.rstrip("/")
        self._keys = keys
        self._clock = clock

    def open(self, answer: Answer) -> Opened:
        """Check everything, then write. Raises a Refusal, and then nothing was written."""
        login, platform = self._begun(answer)
        try:
            return self._let_in(answer, login, platform)
        except errors.Refusal as refusal:
            refusal.platform_id, refusal.id_token = platform.id, answer.id_token
            raise

    def _let_in(self, answer: Answer, login: Login, platform: Platform) -> Opened:
        if platform.disabled is not None:
            raise errors.PlatformDisabled(f"platform {platform.id} was disabled", "iss")
        self._check_login(login, answer)
        expected = Expected(
            platform.issuer, platform.client_id, login.nonce, login.target, platform.allow_anonymous
        )
        seconds = self._clock() / SECOND
        from lti_tool.launch import pylti  # 6 MB, with what it needs

        message = pylti.validated(answer.id_token, platform, expected, self._keys.find, seconds)
        launch = self._launch(message, platform)
        token, name = secrets.token_urlsafe(32), selector.new(launch.created)
        session = Session(
            token_hash=hashed(token),
            state_hash=login.state_hash,
            store_id=launch.store_id,
            launch_id=launch.id,
            created=launch.created,
            expires=launch.created + (SESSION_LIFETIME if answer.by_cookie else IN_MEMORY),
        )
        self._write(launch, session, platform)
        said = link.said(message)
        page = targets.page_for(launch.message_type, said, login.target, self._base_url)
        return Opened(name, token, selector.address(name, page), framers(platform, launch))

    def _begun(self, answer: Answer) -> tuple[Login, Platform]:
        with self._database.reading() as connection:
            login = Logins(connection).find(answer.state)
            used = Launches(connection, self._database.dialect).used(hashed(answer.state))
            platforms = Platforms(connection, self._database.dialect)
            platform = platforms.by_id(login.platform_id) if login else None
        if used is not None:
            raise _used()
        if login is None or platform is None:
            raise errors.StateUnknown("no login with this state is open", "state")
        return login, platform

    def _check_login(self, login: Login, answer: Answer) -> None:
        if self._clock() - login.created > LIFETIME:
            raise errors.LoginExpired("the login was begun more than ten minutes ago", "state")
        if not hmac.compare_digest(login.browser_hash, hashed(answer.secret)):
            came = "another cookie than it left" if answer.secret else "no cookie"
            raise errors.BrowserUnknown(f"the login left a cookie and {came} came back", "cookie")

    def _launch(self, message: dict[str, Any], platform: Platform) -> Launch:
        subject, given = claims.subject(message), claims.roles(message)
        tested = roles.is_test_user(given)
        return Launch(
            id=uuid4(),
            store_id=platform.store_id,
            platform_id=platform.id,
            deployment_id=claims.deployment(message),
            message_type=message[f"{claims.LTI}message_type"],
            subject=subject,
            person_id=self._person(platform, subject, claims.name(message), tested=tested),
            name=claims.name(message),
            role=roles.role_of(given, roles.overrides(platform.role_overrides)),
            test_user=tested,
            context_id=claims.part(message, "context", "id"),
            resource_link_id=claims.part(message, "resource_link", "id"),
            claims=orjson.dumps(claims.kept(message)).decode(),
            created=self._clock(),
        )

    def _person(self, platform: Platform, subject: str, name: str, *, tested: bool) -> UUID | None:
        """Meet the account that Moodle's own statements name too; never an e-mail address.

        A test student is nobody, also where other systems tell of it.
        """
        if not subject:
            return None
        account = {"homePage": platform.issuer, "name": subject}
        if tested:
            self._lrs.set_aside(platform.store_id, {"objectType": "Agent", "account": account})
            return None
        agent = {"objectType": "Agent", "account": account} | ({"name": name} if name else {})
        known = self._lrs.recognise(platform.store_id, agent)
        return known or self._lrs.meet(platform.store_id, agent)

    def _write(self, launch: Launch, session: Session, platform: Platform) -> None:
        def consume_and_open(connection: Connection) -> None:
            if not Logins(connection).consume(session.state_hash):
                raise _used()
            Launches(connection, self._database.dialect).open(session, launch)
            if launch.deployment_id not in platform.deployments:  # it approves all by itself
                known = Platforms(connection, self._database.dialect)
                known.add_deployments(platform, [launch.deployment_id], launch.created)

        self._database.write(consume_and_open)


def _used() -> errors.LaunchUsed:
    return errors.LaunchUsed("the launch of this login was let in before", "state")
