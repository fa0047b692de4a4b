"""The addresses that an LMS knows: login, launch and our keys."""

import secrets
from collections.abc import Callable, Mapping

from flask import Blueprint, Request, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as Answered

from lti_tool.launch import errors, in_memory, ladder, refusals
from lti_tool.launch.cookies import Cookies
from lti_tool.launch.keys import Keys
from lti_tool.launch.launching import Answer, LaunchDesk
from lti_tool.launch.login import BY_STORAGE, LoginDesk
from lti_tool.launch.logins import hashed

# Takes note of a refusal, of what the request said and of the reference that the page shows.
Note = Callable[[errors.Refusal, Mapping[str, str], str], None]


class Views:
    """What is answered under /lti."""

    def __init__(
        self, logins: LoginDesk, launches: LaunchDesk, keys: Keys, base_url: str, note: Note
    ) -> None:
        self._note = note
        self._logins = logins
        self._launches = launches
        self._keys = keys
        self._base_url = base_url
        self._cookies = Cookies(base_url)

    def blueprint(self) -> Blueprint:
        pages = Blueprint("launch", __name__, template_folder="templates")
        pages.add_url_rule("/lti/login", view_func=self.login, methods=["GET", "POST"])
        pages.add_url_rule("/lti/login/<state>", view_func=self.resume)
        pages.add_url_rule("/lti/launch", view_func=self.launch, methods=["POST"])
        pages.add_url_rule("/lti/launch", view_func=self.not_a_launch, methods=["GET"])
        pages.add_url_rule("/lti/jwks", view_func=self.jwks)
        pages.app_errorhandler(errors.Refusal)(self.refused)
        return pages

    def refused(self, refusal: errors.Refusal) -> Response:
        """Show a refusal; one of a launch is noted for the launch doctor."""
        reference = secrets.token_hex(4)
        if not isinstance(refusal, errors.SessionRefused):
            self._note(refusal, request.values.to_dict(), reference)
        return refusals.page(refusal, reference)

    def login(self) -> Answered:
        """Begin. In a frame one step on our own address shows first whether cookies come back.

        The secret stands in the fragment for the page of that step, which needs it where they don't.
        """
        begun = self._logins.begin(request.values.to_dict())
        steps = begun.storage_target or not _is_top_level(request)
        step = f"/lti/login/{begun.state}#{begun.secret}"
        answer = redirect(step if steps else begun.authentication_url, 303)
        self._cookies.keep_login(answer, begun.state, begun.secret)
        return _never_kept(answer)

    def resume(self, state: str) -> Answered:
        """Go on to the LMS, or down the ladder: once the LMS was asked, its message hint is used up."""
        login, begun = self._logins.resume(state)
        if hashed(self._cookies.secret_of_login(request, state)) != login.browser_hash:
            return _never_kept(ladder.before_the_lms(login, begun))
        # A fragment of its own: without one, browsers would hand on the one with the secret.
        return _never_kept(redirect(f"{begun.authentication_url}#-", 303))

    def launch(self) -> Answered:
        form, state = request.form, request.form.get("state", "")
        if "error" in form:
            raise errors.PlatformAnsweredError(_told(form), "error")
        if not state or not form.get("id_token"):
            raise errors.NotALaunch("the form holds no state or no id_token", "state")
        state, id_token = state.removesuffix(BY_STORAGE), form["id_token"]
        secret = self._cookies.secret_of_login(request, state)
        if secret:
            return self._with_cookie(Answer(state, id_token, secret))
        if form["state"] == state:
            return self._with_cookie(Answer(state, id_token, ""))
        return self._with_storage(state, id_token)

    def _with_cookie(self, answered: Answer) -> Answered:
        opened = self._launches.open(answered)
        answer = redirect(opened.page, 303)
        self._cookies.forget_login(answer, answered.state)
        self._cookies.keep_session(request, answer, opened.name, opened.token)
        return _never_kept(answer)

    def _with_storage(self, state: str, id_token: str) -> Answered:
        """Let the page ask the LMS for the secret; when it has posted it, let the page hold the session."""
        found = None if "secret" in request.form else self._logins.find(state)
        if found is not None:
            return _never_kept(ladder.after_the_lms(*found, id_token))
        secret = ladder.stored_secret(request, self._base_url)
        opened = self._launches.open(Answer(state, id_token, secret, by_cookie=False))
        return _never_kept(in_memory.entered(opened))

    def not_a_launch(self) -> Answered:
        raise errors.NotALaunch("the launch address was opened by GET; an LMS posts to it")

    def jwks(self) -> Response:
        answer = jsonify(self._keys.published())
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer


def _told(form: Mapping[str, str]) -> str:
    """Give the words of the LMS, fit for a line in a log."""
    told = f"{form['error'][:80]} {form.get('error_description', '')[:200]}"
    return "".join(letter if letter.isprintable() else " " for letter in told).strip()


def _is_top_level(request: Request) -> bool:
    """Tell a page of its own, which gets its cookies back if the browser takes any at all."""
    return request.headers.get("Sec-Fetch-Dest") == "document"


def _never_kept(answer: Answered) -> Answered:
    answer.headers["Cache-Control"] = "no-store"
    return answer
