"""The sandbox lets a tool register itself, as Moodle and others do (LTI Dynamic Registration 1.0)."""

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from flask import Blueprint, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Unauthorized

from lrs.settings import Settings
from lrs.web import open_to
from lti_tool.launch.keys import Keys
from lti_tool.sandbox.messages import CLIENT_ID, DEPLOYMENT_ID
from lti_tool.sandbox.people import ASSOCIATION, issuer
from lti_tool.sandbox.scripts import source

# What the sandbox answers before the tool knows it.
ALONE = ("sandbox.configuration", "sandbox.registrations", "sandbox.install")

_SPEC = "https://purl.imsglobal.org/spec"
_SCOPE = "registration"
_HOUR = 3600
# The frame goes away when the tool says that it is done.
_CLOSE = """addEventListener("message", (event) => {
  const frame = document.querySelector("iframe");
  if (!frame || event.source !== frame.contentWindow) return;
  if (event.data.subject !== "org.imsglobal.lti.close") return;
  frame.remove();
  document.querySelector("[data-closed]").hidden = false;
});"""
_MESSAGES = ("LtiResourceLinkRequest", "LtiDeepLinkingRequest")
_SCOPES = (
    f"{_SPEC}/lti-ags/scope/lineitem",
    f"{_SPEC}/lti-ags/scope/lineitem.readonly",
    f"{_SPEC}/lti-ags/scope/score",
    f"{_SPEC}/lti-ags/scope/result.readonly",
    f"{_SPEC}/lti-nrps/scope/contextmembership.readonly",
)


class Installing:
    """What an administrator of the sandbox does to get a tool, and what the tool then asks for."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._home = issuer(settings.sandbox_url.rstrip("/"))
        self._base_url = settings.base_url.rstrip("/")
        self._keys = keys

    def add_to(self, pages: Blueprint) -> None:
        """Hang the addresses on the sandbox."""
        pages.add_url_rule("/install", "install", self.install)
        pages.add_url_rule("/openid-configuration", "configuration", self.configuration)
        pages.add_url_rule("/registrations", "registrations", self.registrations, methods=["POST"])

    def install(self) -> Response:
        """Ask for the address that the tool gave, and open it in a frame with what LTI adds to it."""
        address = request.args.get("address", "").strip()
        if address and not address.startswith(f"{self._base_url}/lti/register/"):
            raise BadRequest("This sandbox registers this Hallway only.")
        question = {
            "openid_configuration": f"{self._home}/openid-configuration",
            "registration_token": self._token(),
        }
        page = render_template(
            "sandbox/install.html",
            association=ASSOCIATION,
            address=f"{address}?{urlencode(question)}" if address else "",
            script=_CLOSE,
        )
        return open_to(make_response(page), frame_src=[self._base_url], script_src=[source(_CLOSE)])

    def configuration(self) -> Response:
        return jsonify(
            {
                "issuer": self._home,
                "authorization_endpoint": f"{self._home}/auth",
                "token_endpoint": f"{self._home}/token",
                "jwks_uri": f"{self._home}/jwks",
                "registration_endpoint": f"{self._home}/registrations",
                "response_types_supported": ["id_token"],
                "scopes_supported": list(_SCOPES),
                f"{_SPEC}/lti-platform-configuration": {
                    "product_family_code": "hallway-sandbox",
                    "version": "1",
                    "messages_supported": [{"type": kind} for kind in _MESSAGES],
                },
            }
        )

    def registrations(self) -> Response:
        """Take a registration; there is only one, so that another becomes an update."""
        self._check_token()
        given = request.get_json()
        self._check(given)
        tool = f"{_SPEC}/lti-tool-configuration"
        answer = {**given, "client_id": CLIENT_ID}
        answer[tool] = {**given[tool], "deployment_id": DEPLOYMENT_ID}
        return jsonify(answer)

    def _check(self, given: dict[str, Any]) -> None:
        """Be as strict as Moodle is."""
        tool = given.get(f"{_SPEC}/lti-tool-configuration", {})
        if "id_token" not in given.get("response_types", []):
            raise BadRequest("response_types lacks id_token")
        if given.get("token_endpoint_auth_method") != "private_key_jwt":
            raise BadRequest("token_endpoint_auth_method is not private_key_jwt")
        if tool.get("domain") != urlsplit(tool.get("target_link_uri", "")).netloc:
            raise BadRequest("domain is not that of target_link_uri")

    def _token(self) -> str:
        key = self._keys.signing()
        claims = {"scope": _SCOPE, "exp": int(time.time()) + _HOUR}
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})

    def _check_token(self) -> None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        public = self._keys.signing().private.public_key()
        try:
            claims = jwt.decode(given, public, algorithms=["RS256"])
        except jwt.PyJWTError as error:
            raise Unauthorized("The registration token is missing, wrong or over.") from error
        if claims.get("scope") != _SCOPE:
            raise Unauthorized("The token is for something else.")
