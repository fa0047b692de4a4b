"""The cookies of the launch: made to survive in a frame on another site, where browsers allow that at all."""

from flask import Request
from werkzeug.wrappers import Response

from lti_tool.launch.clock import SECOND
from lti_tool.launch.logins import LIFETIME


class Cookies:
    """Sets and reads cookies; on https their names carry __Host-, so that no neighbour can plant one."""

    def __init__(self, base_url: str) -> None:
        prefix = "__Host-" if base_url.startswith("https://") else ""
        self._login = f"{prefix}hallway-login-"
        self._session = f"{prefix}hallway-session"

    def secret_of_login(self, request: Request, state: str) -> str:
        return request.cookies.get(self._login + state[:16], "")

    def keep_login(self, answer: Response, state: str, secret: str) -> None:
        _set(answer, self._login + state[:16], secret, LIFETIME // SECOND)

    def forget_login(self, answer: Response, state: str) -> None:
        _set(answer, self._login + state[:16], "", 0)

    def session(self, request: Request) -> str:
        return request.cookies.get(self._session, "")

    def keep_session(self, answer: Response, token: str) -> None:
        _set(answer, self._session, token, None)


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
