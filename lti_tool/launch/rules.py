"""Pure: the rules for the claims of a message, each refusal with its own code."""

import hmac
import math
from collections.abc import Callable
from typing import NamedTuple

from lti_tool.launch import errors, messages
from lti_tool.launch.claims import LTI, Claims

# All in seconds, as the claims are.
_LEEWAY = 30
_OLDEST = 600
_LONGEST = 24 * 3600


class Expected(NamedTuple):
    """What the login and the registration say that the message must say."""

    issuer: str
    client_id: str
    nonce: str
    target: str
    allow_anonymous: bool


def check_parties(claims: Claims, expected: Expected) -> None:
    """Security Framework 5.1.3, items 1 to 4: who wrote it, and for whom."""
    if claims.get("iss") != expected.issuer:
        raise errors.IssuerMismatch(
            f"the login was with {expected.issuer!r}, the token is from {claims.get('iss')!r}",
            "/iss",
        )
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in audiences:
        raise errors.AudienceMismatch(f"aud does not hold {expected.client_id!r}", "/aud")
    party = claims.get("azp")
    if len(audiences) > 1 and party is None:
        raise errors.AudienceMismatch("aud has several entries and azp is missing", "/azp")
    if party is not None and party != expected.client_id:
        raise errors.AudienceMismatch(f"azp is not {expected.client_id!r}", "/azp")


def check_times(claims: Claims, now: float) -> None:
    """Security Framework 5.1.3, items 7 and 8. `now` is in seconds since the epoch."""
    issued, expires = _number(claims, "iat"), _number(claims, "exp")
    if expires <= now - _LEEWAY:
        raise errors.TokenExpired(f"exp was {now - expires:.0f} s ago", "/exp")
    if issued > now + _LEEWAY:
        raise errors.ClockWrong(f"iat is {issued - now:.0f} s ahead", "/iat")
    if "nbf" in claims and _number(claims, "nbf") > now + _LEEWAY:
        raise errors.ClockWrong("nbf has not come yet", "/nbf")
    if issued < now - _OLDEST - _LEEWAY:
        raise errors.TokenTooOld(f"iat was {now - issued:.0f} s ago", "/iat")
    if expires - issued > _LONGEST:
        raise errors.LifetimeTooLong(f"exp is {expires - issued:.0f} s after iat", "/exp")


def check_nonce(claims: Claims, expected: Expected) -> None:
    """Security Framework 5.1.3, item 9."""
    nonce = claims.get("nonce")
    given = nonce.encode() if isinstance(nonce, str) else b""
    if not hmac.compare_digest(given, expected.nonce.encode()):
        raise errors.NonceMismatch("the nonce is not the one that the login was given", "/nonce")


def check_deployment(claims: Claims) -> None:
    """LTI Core 5.3.3; whether the deployment is known is the registration's business."""
    if not _is_id(claims.get(f"{LTI}deployment_id")):
        raise errors.DeploymentMissing(
            "deployment_id is not a string of 1 to 255 characters", f"/{LTI}deployment_id"
        )


def check_message(claims: Claims, expected: Expected) -> None:
    """LTI Core 5.3: what every message says, then what its kind says."""
    for rule in _MESSAGE_RULES:
        rule(claims, expected)
    messages.check(claims)


def _check_version(claims: Claims, _: Expected) -> None:
    version = claims.get(f"{LTI}version")
    if version != "1.3.0":
        raise errors.VersionWrong(f"version is {version!r}, not '1.3.0'", f"/{LTI}version")


def _check_type(claims: Claims, _: Expected) -> None:
    pointer, kind = f"/{LTI}message_type", claims.get(f"{LTI}message_type")
    if kind is None:
        raise errors.MessageTypeMissing("the token has no message_type", pointer)
    if not isinstance(kind, str) or kind not in messages.KNOWN:
        raise errors.MessageTypeUnknown(f"message_type is {kind!r}", pointer)
    if kind not in messages.ANSWERED:
        raise errors.MessageNotOffered(f"message_type is {kind!r}", pointer)


def _check_subject(claims: Claims, expected: Expected) -> None:
    value = claims.get("sub")
    if value is None or value == "":
        if not expected.allow_anonymous:
            raise errors.SubjectMissing("the token has no sub", "/sub")
    elif isinstance(value, bool) or not (isinstance(value, int) or _is_id(value)):
        raise errors.SubjectMalformed("sub is not a string of 1 to 255 characters", "/sub")


def _check_roles(claims: Claims, _: Expected) -> None:
    given = claims.get(f"{LTI}roles")
    if not isinstance(given, list) or not all(isinstance(role, str) for role in given):
        raise errors.RolesMalformed("roles is not a list of strings", f"/{LTI}roles")


def _check_target(claims: Claims, expected: Expected) -> None:
    target = claims.get(f"{LTI}target_link_uri")
    if target != expected.target:
        raise errors.TargetMismatch(
            f"the login was for {expected.target!r}, the token is for {target!r}",
            f"/{LTI}target_link_uri",
        )


def _check_objects(claims: Claims, _: Expected) -> None:
    for claim in ("context", "custom", "launch_presentation", "tool_platform"):
        if not isinstance(claims.get(f"{LTI}{claim}") or {}, dict):
            raise errors.ClaimMalformed(f"{claim} is not an object", f"/{LTI}{claim}")


_MESSAGE_RULES: tuple[Callable[[Claims, Expected], None], ...] = (
    _check_version,
    _check_type,
    _check_subject,
    _check_roles,
    _check_target,
    _check_objects,
)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 255


def _number(claims: Claims, name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise errors.TimesMissing(f"{name} is not a number of seconds", f"/{name}")
    return value
