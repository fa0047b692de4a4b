"""The door of the console: who is signed in, and whether a form came from our own page."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from lrs import signing_in
from lrs.errors import NotAuthenticated, NotPermitted
from lrs.facade import Lrs
from lrs.storage.stores import Store
from lrs.web import Moments

P = ParamSpec("P")
Made = TypeVar("Made", bound="str | Answer")
HOME = "/console/"
SIGN_IN = "/console/sign-in"
_STALE = "This form is stale. Go back, reload the page and try again."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, to which store; `form_token` stands in every form that they are given."""

    email: str
    store: Store
    form_token: str

    @property
    def at(self) -> Moments:
        """The clock of their store."""
        return Moments(self.store.time_zone)


class Door:
    """Keeps sessions in a cookie that scripts can't read and other sites can't send by a form."""

    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs
        self._secure = lrs.settings.base_url.startswith("https://")
        prefix = "__Host-" if self._secure else ""
        self._session = f"{prefix}hallway-console"
        self._visit = f"{prefix}hallway-visit"

    def visitor(self) -> Visitor:
        """Raise NotAuthenticated unless somebody is signed in."""
        token = self.token()
        session = self._lrs.session(token)
        store = self._lrs.store(session.store_id)
        return Visitor(session.subject, store, signing_in.form_token(token))

    def token(self) -> str:
        return request.cookies.get(self._session, "")

    def open(self, answer: Answer, token: str) -> None:
        """Remember in the browser who signed in."""
        self._set(answer, self._session, token, signing_in.LIFETIME // 1_000_000)
        self._set(answer, self._visit, "", 0)

    def close(self, answer: Answer) -> None:
        self._set(answer, self._session, "", 0)

    def welcome(self) -> str:
        """Give the secret of this visit, by which the form to sign in is known to be ours."""
        return request.cookies.get(self._visit) or secrets.token_urlsafe(32)

    def remember_visit(self, answer: Answer, visit: str) -> None:
        self._set(answer, self._visit, visit, 3600)

    def check_form(self, secret: str) -> None:
        """Raise NotPermitted unless the form was given out under this secret."""
        sent = request.form.get("form_token", "")
        expected = signing_in.form_token(secret)
        if not secret or not hmac.compare_digest(sent.encode(), expected.encode()):
            raise NotPermitted(_STALE)

    def guarded(self, view: Callable[Concatenate[Visitor, P], Made]) -> Callable[P, Made | Answer]:
        """Let in only who is signed in, and only forms of their own session."""

        @wraps(view)
        def entered(*args: P.args, **kwargs: P.kwargs) -> Made | Answer:
            try:
                visitor = self.visitor()
            except NotAuthenticated:
                return to_sign_in()
            if request.method == "POST":
                self.check_form(self.token())
            return view(visitor, *args, **kwargs)

        return entered

    def _set(self, answer: Answer, name: str, value: str, max_age: int) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=max_age,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )


def to_sign_in() -> Answer:
    """Ask to sign in, and come back afterwards to the page that was wanted."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else HOME
    query = "" if wanted == HOME else f"?{urlencode({'next': wanted})}"
    return redirect(SIGN_IN + query, 303)


def page_after(wanted: str) -> str:
    """Give the page of the console to go to; anything else becomes the first one."""
    ours = wanted.startswith(HOME) and "\\" not in wanted and wanted.isprintable()
    return wanted if ours else HOME


def see(address: str) -> Response:
    """Send the browser to look at the result of what it did."""
    return redirect(address, 303)  # type: ignore[return-value]
