"""The only file that imports PyLTI1p3: its chain of steps, with our rules in place of its own and in our order."""

import base64
import binascii
from typing import Any, Protocol

import orjson
from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract
from typing_extensions import override

from lti_tool.launch import claims, errors, rules
from lti_tool.launch.platform_keys import ALGORITHMS
from lti_tool.launch.platforms import Platform
from lti_tool.launch.rules import Expected

# What PyJWT would check besides the signature: claims.py does, with leeway and a code for each case.
_SIGNATURE_ONLY = {
    f"verify_{claim}": False for claim in ("exp", "iat", "nbf", "aud", "iss", "sub", "jti")
}


class FindKey(Protocol):
    """Gives the key of a platform for a kid and an algorithm, or refuses."""

    def __call__(self, platform: Platform, kid: str, algorithm: str) -> Any: ...


def validated(
    id_token: str, platform: Platform, expected: Expected, find_key: FindKey, now: float
) -> dict[str, Any]:
    """Give the claims of a message that passed every rule, with nothing written anywhere.

    `now` is in seconds since the epoch. Raises TokenRefused or MessageRefused.
    """
    message = _Message(id_token, platform, expected, find_key, now)
    message.validate()
    return dict(message.get_launch_data())


class _Message(MessageLaunch[Request, "_Registered", SessionService, CookieService]):
    """One id_token on its way through the steps."""

    def __init__(
        self, id_token: str, platform: Platform, expected: Expected, find_key: FindKey, now: float
    ) -> None:
        super().__init__(
            request=_Form(id_token),
            tool_config=_Registered(platform),
            session_service=_Nothing(),
            cookie_service=_NoCookies(),
        )
        self.set_jwt_verify_options(_SIGNATURE_ONLY)
        self._platform = platform
        self._expected = expected
        self._find_key = find_key
        self._now = now

    def validate(self) -> "_Message":
        """Check in the order of reading: what can't be trusted yet decides as little as possible."""
        self._validated = True
        self.validate_jwt_format()
        self._check_header()
        self.validate_registration()
        self.validate_jwt_signature()
        self._check_when_genuine()
        return self

    def validate_jwt_format(self) -> "_Message":
        parts = self._get_id_token().split(".")
        if len(parts) != 3:
            raise errors.TokenMalformed("the id_token has not three parts")
        self._jwt: Any = {"header": _json_object(parts[0]), "body": _json_object(parts[1])}
        return self

    def _check_header(self) -> None:
        header = self._jwt["header"]
        if str(header.get("alg")) not in ALGORITHMS:
            raise errors.AlgorithmRefused(f"alg is {header.get('alg')!r}", "/alg")
        if not isinstance(header.get("kid"), str) or not header["kid"]:
            raise errors.KeyIdMissing("the header of the token has no kid", "/kid")

    def get_client_id(self) -> str:
        return self._platform.client_id

    def validate_registration(self) -> "_Message":
        rules.check_parties(self._get_jwt_body(), self._expected)
        super().validate_registration()
        return self

    def get_public_key(self) -> tuple[Any, str]:
        header = self._jwt["header"]
        return self._find_key(self._platform, header["kid"], header["alg"]), header["alg"]

    def validate_jwt_signature(self) -> "_Message":
        try:
            super().validate_jwt_signature()
        except LtiException as error:
            raise errors.SignatureWrong(str(error)) from error
        return self

    def _check_when_genuine(self) -> None:
        body = self._get_jwt_body()
        try:
            rules.check_times(body, self._now)
            self.validate_nonce()
            self.validate_deployment()
            self.validate_message()
        except errors.Refusal as refusal:
            refusal.return_url = _return_url(body)
            raise

    def validate_nonce(self) -> "_Message":
        rules.check_nonce(self._get_jwt_body(), self._expected)
        return self

    def validate_deployment(self) -> "_Message":
        rules.check_deployment(self._get_jwt_body())
        try:
            super().validate_deployment()
        except LtiException as error:
            raise errors.DeploymentUnknown(
                f"deployment {self._get_deployment_id()!r} of {self._platform.issuer} is not registered",
                f"/{claims.LTI}deployment_id",
            ) from error
        return self

    def validate_message(self) -> "_Message":
        rules.check_message(self._get_jwt_body(), self._expected)
        return self

    def _get_request_param(self, key: str) -> str:
        return str(self._request.get_param(key))


class _Registered(ToolConfAbstract[Request]):
    """The one platform that the login was with."""

    def __init__(self, platform: Platform) -> None:
        self._registration = (
            Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
        )
        self._auto_approve = platform.auto_approve
        self._deployments = {
            name: Deployment().set_deployment_id(name) for name in platform.deployments
        }

    @override
    def check_iss_has_one_client(self, iss: str) -> bool:
        return False

    @override
    def check_iss_has_many_clients(self, iss: str) -> bool:
        return True

    @override
    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        return self._registration

    @override
    def find_registration_by_params(
        self, iss: str, client_id: str, *args: Any, **kwargs: Any
    ) -> Registration:
        return self._registration

    @override
    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        return self._deployment(deployment_id)

    @override
    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: Any, **kwargs: Any
    ) -> Deployment | None:
        return self._deployment(deployment_id)

    def _deployment(self, deployment_id: str) -> Deployment | None:
        if self._auto_approve:
            return Deployment().set_deployment_id(deployment_id)
        return self._deployments.get(deployment_id)


class _Form(Request):
    """The posted form, as PyLTI1p3 asks for it."""

    def __init__(self, id_token: str) -> None:
        self._id_token = id_token

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self._id_token if key == "id_token" else ""


class _NoCookies(CookieService):
    """Cookies are the business of views.py."""

    @override
    def get_cookie(self, name: str) -> str | None:
        return None

    @override
    def set_cookie(self, name: str, value: str | int, exp: int | None = None) -> None:
        raise NotImplementedError


class _Nothing(SessionService):
    """Nothing is kept by PyLTI1p3; launching.py writes, in one transaction."""

    def __init__(self) -> None:
        pass


def _json_object(part: str) -> dict[str, Any]:
    """Decode strictly: no NUL (no database holds it), no lone surrogate, no NaN, an object."""
    try:
        text = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        value = orjson.loads(text)
    except (binascii.Error, ValueError) as error:
        raise errors.TokenMalformed("a part of the id_token is not base64url of JSON") from error
    if not isinstance(value, dict) or b"\\u0000" in text:
        raise errors.TokenMalformed("a part of the id_token is not a plain JSON object")
    return value


def _return_url(body: Any) -> str:
    presentation = body.get(f"{claims.LTI}launch_presentation")
    url = presentation.get("return_url") if isinstance(presentation, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""
