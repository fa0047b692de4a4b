"""The rungs below the cookie: the storage of the LMS, and then a new tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Request, Response, make_response, render_template

from lrs.web import open_to
from lti_tool.launch.login import BY_STORAGE, Begun
from lti_tool.launch.logins import Login
from lti_tool.launch.platforms import Platform, origin


@dataclass(frozen=True, slots=True)
class Storage:
    """Where the secret of a login is kept: `origin` alone is told it, `origins` are asked whether they can.

    `target` is the frame that the LMS named, "" where it has to be asked.
    """

    origin: str
    origins: tuple[str, ...]
    target: str
    key: str


def before_the_lms(login: Login, begun: Begun) -> Response:
    """Put the secret into the storage of the LMS and go on there, or offer a new tab while its hint works."""
    return _page(login, begun, {})


def after_the_lms(login: Login, begun: Begun, id_token: str) -> Response:
    """Ask the LMS for the secret, and post the launch once more with it."""
    return _page(login, begun, {"state": begun.state + BY_STORAGE, "id_token": id_token})


def stored_secret(request: Request, base_url: str) -> str:
    """Give the secret that the page of `after_the_lms` posted; from elsewhere it would prove nothing."""
    if request.headers.get("Origin") != origin(base_url):
        return ""
    return request.form.get("secret", "")


def _page(login: Login, begun: Begun, form: Mapping[str, str]) -> Response:
    page = render_template(
        "launch/storage.html",
        storage=_storage(login, begun),
        next=begun.storage_url,
        form=form,
        new_tab=f"/lti/login?{urlencode(_again(login, begun.platform))}",
    )
    # It has nothing to click but the way out of the frame, and an LMS may frame it from any host of its own.
    return open_to(make_response(page), frame_ancestors=["http:", "https:"])


def _storage(login: Login, begun: Begun) -> Storage:
    exact = tuple(one for one in begun.platform.origins if "*" not in one)
    return Storage(
        origin=origin(begun.platform.auth_url),
        origins=exact,
        target=login.storage_target,
        key=f"hallway-{begun.state[:16]}",
    )


def _again(login: Login, platform: Platform) -> dict[str, str]:
    """Give the parameters of the same login, for a tab where the storage is not needed."""
    again = {
        "iss": platform.issuer,
        "client_id": platform.client_id,
        "login_hint": login.login_hint,
        "target_link_uri": login.target,
        "lti_message_hint": login.message_hint,
    }
    return {name: value for name, value in again.items() if value}
