"""Login: an LMS asks us to begin (OpenID Connect third-party initiated login), and we send the browser back to it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lrs.database import Database
from lti_tool.launch import errors, targets
from lti_tool.launch.clock import Clock
from lti_tool.launch.logins import Login, Logins, hashed
from lti_tool.launch.platforms import Platform, Platforms

# What a state ends with that comes back by way of the storage of the LMS.
BY_STORAGE = ".storage"

_NEEDED = ("iss", "login_hint", "target_link_uri")


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that waits for its launch. `secret` goes into a cookie of this browser.

    By `storage_url` the LMS is asked when its storage holds the secret; the state that comes back says so.
    """

    state: str
    secret: str
    platform: Platform
    authentication_url: str
    storage_url: str
    storage_target: str


class LoginDesk:
    """Begins logins."""

    def __init__(self, database: Database, base_url: str, clock: Clock) -> None:
        self._database = database
        self._base_url = base_url.rstrip("/")
        self._clock = clock

    def begin(self, parameters: Mapping[str, str]) -> Begun:
        """Keep a new login. Raises LoginRefused."""
        _check(parameters)
        if not targets.is_ours(parameters["target_link_uri"], self._base_url):
            raise errors.TargetNotOurs(
                f"{parameters['target_link_uri']!r} is no page of {self._base_url}",
                "target_link_uri",
            )
        platform = self._platform(parameters)
        state, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        login = Login(
            state_hash=hashed(state),
            platform_id=platform.id,
            nonce=secrets.token_urlsafe(32),
            browser_hash=hashed(secret),
            target=parameters["target_link_uri"],
            login_hint=parameters["login_hint"],
            message_hint=parameters.get("lti_message_hint", ""),
            storage_target=parameters.get("lti_storage_target", ""),
            created=self._clock(),
        )
        self._database.write(lambda connection: Logins(connection).begin(login))
        return self._begun(login, platform, state, secret)

    def resume(self, state: str) -> tuple[Login, Begun]:
        """Find a login that was begun in the request before. Raises StateUnknown."""
        found = self.find(state)
        if found is None:
            raise errors.StateUnknown("no login with this state is open", "state")
        return found

    def find(self, state: str) -> tuple[Login, Begun] | None:
        """Find a login whose launch has not come yet."""
        with self._database.reading() as connection:
            login = Logins(connection).find(state)
            platforms = Platforms(connection, self._database.dialect)
            platform = platforms.by_id(login.platform_id) if login else None
        if login is None or platform is None:
            return None
        return login, self._begun(login, platform, state)

    def _begun(self, login: Login, platform: Platform, state: str, secret: str = "") -> Begun:
        return Begun(
            state,
            secret,
            platform,
            self._authentication_url(login, platform, state),
            self._authentication_url(login, platform, state + BY_STORAGE),
            login.storage_target,
        )

    def _platform(self, parameters: Mapping[str, str]) -> Platform:
        with self._database.reading() as connection:
            platforms = Platforms(connection, self._database.dialect)
            return chosen(platforms.of_issuer(parameters["iss"]), parameters)

    def _authentication_url(self, login: Login, platform: Platform, state: str) -> str:
        """Give the address of OpenID Connect Core 3.2.2.1; an address with a query keeps it."""
        parts = urlsplit(platform.auth_url)
        question = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": platform.client_id,
            "redirect_uri": self._base_url + targets.LAUNCH,
            "login_hint": login.login_hint,
            "state": state,
            "nonce": login.nonce,
        }
        if login.message_hint:
            question["lti_message_hint"] = login.message_hint
        query = parse_qsl(parts.query, keep_blank_values=True) + list(question.items())
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def chosen(candidates: Iterable[Platform], parameters: Mapping[str, str]) -> Platform:
    """Pick the registration that a login initiation means. Raises LoginRefused.

    LMSs may leave client_id out, and name the deployment in one of two ways.
    """
    issuer, client_id = parameters["iss"], parameters.get("client_id", "")
    deployment = parameters.get("lti_deployment_id") or parameters.get("deployment_id", "")
    found = [p for p in candidates if client_id in {"", p.client_id}]
    if len(found) > 1:
        found = [p for p in found if deployment in p.deployments] or found
    if not found:
        raise errors.PlatformUnknown(
            f"no platform with issuer {issuer!r} and client id {client_id!r} is registered", "iss"
        )
    if len(found) > 1:
        raise errors.PlatformAmbiguous(
            f"{len(found)} registrations have the issuer {issuer!r}", "client_id"
        )
    if found[0].disabled is not None:
        raise errors.PlatformDisabled(f"platform {found[0].id} was disabled", "iss")
    return found[0]


def _check(parameters: Mapping[str, str]) -> None:
    for name in _NEEDED:
        if not parameters.get(name):
            raise errors.LoginIncomplete(f"the parameter {name} is missing", name)
    for name, value in parameters.items():
        if "\x00" in value:
            raise errors.LoginIncomplete("the parameter holds a NUL character", name)
