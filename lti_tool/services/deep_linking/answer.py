"""The signed answer to a deep linking request (LTI Deep Linking 2.0, 4.5)."""

import secrets
from collections.abc import Sequence
from typing import Any

import jwt

from lti_tool.launch.claims import LTI
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform
from lti_tool.services.deep_linking.request import Request

_DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_LIFETIME = 300  # seconds; a teacher without JavaScript presses a button first
_BACKDATED = 5


def claims(
    platform: Platform,
    deployment_id: str,
    asked: Request,
    items: Sequence[dict[str, Any]],
    now: int,
) -> dict[str, Any]:
    """Give what is answered; `now` is in seconds since the epoch. In this message the tool is the issuer."""
    said: dict[str, Any] = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "azp": platform.issuer,
        "iat": now - _BACKDATED,
        "exp": now + _LIFETIME,
        "nonce": secrets.token_urlsafe(24),
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": "1.3.0",
        f"{LTI}deployment_id": deployment_id,
        f"{_DL}content_items": list(items),
    }
    if asked.data is not None:  # echoed as it came, and left out when nothing came
        said[f"{_DL}data"] = asked.data
    return said


def signed(keys: Keys, said: dict[str, Any]) -> str:
    key = keys.signing()
    return jwt.encode(said, key.private, algorithm="RS256", headers={"kid": key.kid})
