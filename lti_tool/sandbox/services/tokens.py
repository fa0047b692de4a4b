"""Access tokens of the sandbox: given for a signed assertion (RFC 7523), and read back from what they say."""

import time
from collections.abc import Callable
from typing import Any

import jwt
from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized

from lti_tool.launch.keys import Keys
from lti_tool.sandbox.messages import CLIENT_ID, SCOPES

_HOUR = 3600
_REQUIRED = ["iss", "sub", "aud", "iat", "exp", "jti"]

Published = Callable[[], dict[str, list[dict[str, str]]]]


class AccessTokens:
    """Gives tokens to the tool, as strictly as Moodle does. `published` are the tool's keys."""

    def __init__(self, keys: Keys, published: Published, token_url: str) -> None:
        self._keys = keys
        self._published = published
        self._token_url = token_url

    def give(self, form: dict[str, str]) -> dict[str, Any]:
        """Raise BadRequest for an assertion that proves nothing."""
        self._check(form.get("client_assertion", ""))
        granted = [scope for scope in form.get("scope", "").split() if scope in SCOPES]
        if form.get("grant_type") != "client_credentials" or not granted:
            raise BadRequest("invalid_scope")
        key, until = self._keys.signing(), int(time.time()) + _HOUR
        claims = {"services": " ".join(granted), "exp": until}
        token = jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": _HOUR,
            "scope": " ".join(granted),
        }

    def check(self, authorization: str, *enough: str) -> None:
        """Raise Unauthorized without a token of ours, Forbidden when it has none of these scopes."""
        token = authorization.removeprefix("Bearer ")
        try:
            public = self._keys.signing().private.public_key()
            claims = jwt.decode(token, public, algorithms=["RS256"])
        except jwt.PyJWTError as error:
            raise Unauthorized("The access token is missing, wrong or over.") from error
        if not set(enough) & set(str(claims.get("services", "")).split()):
            raise Forbidden("The access token is for something else.")

    def _check(self, assertion: str) -> None:
        try:
            kid = jwt.get_unverified_header(assertion).get("kid")
            key = next((k for k in self._published()["keys"] if k["kid"] == kid), None)
            if key is None:
                raise BadRequest("The kid is not one of the tool's keys.")
            claims = jwt.decode(
                assertion,
                jwt.PyJWK(key),
                algorithms=["RS256"],
                audience=self._token_url,
                options={"require": _REQUIRED},
            )
        except jwt.PyJWTError as error:
            raise BadRequest(f"invalid_client: {error}") from error
        if claims["sub"] != CLIENT_ID:
            raise BadRequest("invalid_client: sub is not the client id")
