"""The pages of the sandbox LMS, on another origin than the tool: a course to open it from, and its keys."""

import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import jwt
from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answered

from lrs import Lrs
from lrs.web import open_to
from lti_tool.launch.keys import SANDBOX, Keys
from lti_tool.sandbox import messages, people, storage
from lti_tool.sandbox.installing import ALONE, Installing
from lti_tool.sandbox.messages import CLIENT_ID, Answering, Opening, Part
from lti_tool.sandbox.registering import ensure_registered, own_store
from lti_tool.sandbox.scripts import source
from lti_tool.sandbox.services.links import CourseLinks
from lti_tool.sandbox.services.tokens import AccessTokens
from lti_tool.sandbox.services.views import Services

_SEND = "document.forms[0].submit()"
# With ?storage=… the course page keeps data for tools: with "1" it says so at the login, with "asked" only when
# asked; with "named" a frame beside the tool's does it, as in Canvas; with "silent" it says so and answers nothing.
_NAMED = "post_message_forwarding"
_STORAGE_TARGETS = {"1": "_parent", "asked": "", "named": _NAMED, "silent": "_parent"}
_CAST = (people.RICH, people.BUSIEST, people.SILENT, people.TEACHER, people.ADMINISTRATOR)


class Views:
    """What is answered under /sandbox."""

    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs
        self._base_url = lrs.settings.base_url.rstrip("/")
        self._sandbox_url = lrs.settings.sandbox_url.rstrip("/")
        self._keys = Keys(lrs.database, lrs.settings.secret, SANDBOX)
        self._tool = Keys(lrs.database, lrs.settings.secret)
        self._links = CourseLinks(lrs, self._tool.published, people.issuer(self._sandbox_url))
        self._ready = False

    def blueprint(self) -> Blueprint:
        pages = Blueprint("sandbox", __name__, url_prefix="/sandbox", template_folder="templates")
        pages.before_request(self._prepare)
        pages.add_url_rule("", view_func=self.course)
        pages.add_url_rule("/activity", view_func=self.activity)
        pages.add_url_rule("/storage", view_func=self.storage)
        pages.add_url_rule("/window", view_func=self.window)
        pages.add_url_rule("/auth", view_func=self.auth, methods=["GET", "POST"])
        pages.add_url_rule("/jwks", view_func=self.jwks)
        Installing(self._lrs.settings, self._keys).add_to(pages)
        self._links.add_to(pages)
        home = people.issuer(self._sandbox_url)
        tokens = AccessTokens(self._keys, self._tool.published, f"{home}/token")
        Services(self._lrs, tokens, home).add_to(pages)
        return pages

    def course(self) -> Answered:
        """Choose somebody, and how to open the tool."""
        page = render_template(
            "sandbox/course.html",
            association=people.ASSOCIATION,
            cast=[people.person(n) for n in _CAST],
            everybody=people.people(),
            parts=list(Part),
            part_of=messages.part_of,
            links=self._links.all(),
        )
        return open_to(make_response(page), form_action=[self._base_url])

    def activity(self) -> Answered:
        """Show the tool in a frame of the course page, or a way to it in a window that the page opens."""
        where, asked = request.args.get("where", "iframe"), request.args.get("storage", "")
        chosen = self._chosen(where)
        framed = chosen.where == "iframe"
        code = storage.script(framed=framed, stores=asked in {"1", "asked"})
        page = render_template(
            "sandbox/activity.html",
            association=people.ASSOCIATION,
            opening=chosen,
            address=self._initiation(chosen, _STORAGE_TARGETS.get(asked, "")),
            script=code,
            beside=_NAMED if asked == "named" else "",
        )
        inside = [self._base_url, self._sandbox_url]
        return open_to(make_response(page), frame_src=inside, script_src=[source(code)])

    def storage(self) -> Answered:
        """Keep data for tools in a frame of its own, which the course page only holds."""
        page = render_template("sandbox/storage.html", script=storage.STORAGE)
        return open_to(
            make_response(page),
            script_src=[source(storage.STORAGE)],
            frame_ancestors=[self._sandbox_url],
        )

    def window(self) -> Answered:
        """Open the tool on a page of its own."""
        return redirect(self._initiation(self._chosen("window")), 303)

    def auth(self) -> Answered:
        """Say who the person is: sign a message and let the browser post it to the tool."""
        asked = request.values.to_dict()
        if asked.get("redirect_uri") != f"{self._base_url}/lti/launch":
            raise BadRequest("The redirect_uri is not one that this LMS knows.")
        return self._sent({"state": asked.get("state", ""), **self._message(asked)})

    def jwks(self) -> Response:
        return jsonify(self._keys.published())

    def _message(self, asked: Mapping[str, str]) -> dict[str, str]:
        wrong = next((n for n, v in _EXPECTED.items() if asked.get(n) != v), "")
        if wrong or not asked.get("nonce"):
            return {"error": "invalid_request", "error_description": f"{wrong or 'nonce'} is wrong"}
        try:
            chosen = messages.opening_of_hints(
                asked.get("login_hint", ""), asked.get("lti_message_hint", "")
            )
        except ValueError as error:
            return {"error": "login_required", "error_description": str(error)}
        return {"id_token": self._signed(chosen, asked["nonce"])}

    def _signed(self, chosen: Opening, nonce: str) -> str:
        key = self._keys.signing()
        link, answering = self._links.find(chosen.link), Answering(nonce, int(time.time()))
        claims = messages.launch(chosen, link, self._base_url, self._sandbox_url, answering)
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})

    def _sent(self, fields: Mapping[str, str]) -> Answered:
        page = render_template(
            "sandbox/send.html", address=f"{self._base_url}/lti/launch", fields=fields, script=_SEND
        )
        return open_to(
            make_response(page),
            form_action=[self._base_url],
            script_src=[source(_SEND)],
            frame_ancestors=["'self'"],
        )

    def _initiation(self, chosen: Opening, storage_target: str = "") -> str:
        question = messages.initiation(chosen, self._base_url, self._sandbox_url)
        if storage_target:
            question["lti_storage_target"] = storage_target
        return f"{self._base_url}/lti/login?{urlencode(question)}"

    def _chosen(self, where: str) -> Opening:
        number, part = request.args.get("person", ""), request.args.get("role", "")
        try:
            found = messages.opening(number, part or Part.LEARNER, where)
            found = messages.asking(found, request.args)
        except ValueError as error:
            raise BadRequest(str(error)) from error
        self._links.find(found.link)
        return found if part else replace(found, part=messages.part_of(found.person))

    def _prepare(self) -> Answered | None:
        """Register at the first visit; lead visitors to the sandbox's own origin."""
        if request.endpoint in ALONE:
            return None
        if not self._ready:
            ensure_registered(self._lrs, own_store(self._lrs))
            self._ready = True
        if request.path.startswith("/sandbox/services/") or request.path == "/sandbox/token":
            return None
        here = request.host == urlsplit(self._sandbox_url).netloc
        if here or request.endpoint == "sandbox.jwks":
            return None
        return redirect(f"{self._sandbox_url}{request.full_path.rstrip('?')}", 307)


_EXPECTED = {
    "scope": "openid",
    "response_type": "id_token",
    "response_mode": "form_post",
    "prompt": "none",
    "client_id": CLIENT_ID,
}
