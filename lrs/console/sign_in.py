"""Signing in to the console, and out of it."""

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.wrappers import Response as Answer

from lrs import signing_in
from lrs.console.door import SIGN_IN, Door, page_after, see
from lrs.errors import NotAuthenticated
from lrs.facade import Lrs
from lrs.signing_in import SeveralStores
from lrs.storage.stores import Store
from lrs.web.errors import refusal_of


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs, door)
    pages.add_url_rule("/sign-in", "sign_in", views.form)
    pages.add_url_rule("/sign-in", "enter", views.enter, methods=["POST"])
    pages.add_url_rule("/sign-out", "sign_out", views.leave, methods=["POST"])


class _Views:
    def __init__(self, lrs: Lrs, door: Door) -> None:
        self._lrs = lrs
        self._door = door

    def form(self) -> Answer:
        try:
            self._door.visitor()
        except NotAuthenticated:
            return self._form(200)
        return see(page_after(request.args.get("next", "")))

    def enter(self) -> Answer:
        """Sign in; what is wrong is said on the form, without a hint which of the two it was."""
        self._door.check_form(self._door.welcome())
        given = request.form
        chosen = given.get("store", "")
        try:
            signed_in = self._lrs.sign_in(
                given.get("email", ""),
                given.get("password", ""),
                request.remote_addr or "",
                int(chosen) if chosen.isdecimal() else None,
            )
        except SeveralStores as error:
            return self._form(200, str(error), [self._lrs.store(s) for s in error.store_ids])
        except NotAuthenticated as error:
            return self._form(refusal_of(error).status, str(error))
        answer = see(page_after(given.get("next", "")))
        self._door.open(answer, signed_in.token)
        return answer

    def leave(self) -> Answer:
        self._door.check_form(self._door.token())
        self._lrs.sign_out(self._door.token())
        answer = see(SIGN_IN)
        self._door.close(answer)
        return answer

    def _form(self, status: int, problem: str = "", stores: list[Store] | None = None) -> Response:
        visit = self._door.welcome()
        words = render_template(
            "console/sign_in.html",
            form_token=signing_in.form_token(visit),
            email=request.form.get("email", ""),
            next=request.values.get("next", ""),
            problem=problem,
            stores=stores or [],
        )
        answer = make_response(words, status)
        self._door.remember_visit(answer, visit)
        return answer
