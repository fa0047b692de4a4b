"""The cookies of the launch: made to survive in a frame on another site, where browsers allow that at all."""

from flask import Request
from werkzeug.wrappers import Response

from lti_tool.launch import selector
from lti_tool.launch.clock import HOUR, SECOND
from lti_tool.launch.logins import LIFETIME

# The session of a launch; each has a cookie of its own, and a browser keeps so many of them.
SESSION_LIFETIME = 8 * HOUR
_MOST_SESSIONS = 20


class Cookies:
    """Sets and reads cookies; on https their names carry __Host-, so that no neighbour can plant one."""

    def __init__(self, base_url: str) -> None:
        prefix = "__Host-" if base_url.startswith("https://") else ""
        self._login = f"{prefix}hallway-login-"
        self._session = f"{prefix}hallway-session-"

    def secret_of_login(self, request: Request, state: str) -> str:
        return request.cookies.get(self._login + state[:16], "")

    def keep_login(self, answer: Response, state: str, secret: str) -> None:
        _set(answer, self._login + state[:16], secret, LIFETIME // SECOND)

    def forget_login(self, answer: Response, state: str) -> None:
        _set(answer, self._login + state[:16], "", 0)

    def session(self, request: Request) -> str:
        """Give the token of the launch that the address names; where it names none, of the only one."""
        kept, launch = self._sessions(request), selector.named(request)
        if launch:
            return request.cookies.get(self._session + launch, "")
        return request.cookies[kept[0]] if len(kept) == 1 else ""

    def keep_session(self, request: Request, answer: Response, launch: str, token: str) -> None:
        """Keep the token of a launch; the oldest ones go when there are too many."""
        for name in self._sessions(request)[: 1 - _MOST_SESSIONS]:
            _set(answer, name, "", 0)
        _set(answer, self._session + launch, token, None)  # it ends with the browser

    def _sessions(self, request: Request) -> list[str]:
        return sorted(name for name in request.cookies if name.startswith(self._session))


def _set(answer: Response, name: str, value: str, max_age: int | None) -> None:
    # Secure holds on http://localhost too: browsers take it for a safe place.
    answer.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
