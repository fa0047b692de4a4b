"""Pure: what an LMS says about itself (its OpenID configuration), read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

from lti_tool.launch.errors import ConfigurationUnusable, IssuerElsewhere

_PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
_ACCOUNT = "https://canvas.instructure.com/lti/account_name"
CANVAS, MOODLE, D2L = "canvas", "moodle", "desire2learn"

# Vendors that answer for one issuer from several of their hosts.
_HOUSES = (
    ("instructure.com", "canvaslms.com"),
    ("brightspace.com", "desire2learn.com", "d2l.com"),
    ("blackboard.com", "anthology.com"),
)
# The audience of a client assertion at D2L is this address, whatever the token URL is.
_D2L_AUDIENCE = "https://api.brightspace.com/auth/token"


@dataclass(frozen=True, slots=True)
class LmsConfiguration:
    """An LMS as it describes itself; `placements` are those that it offers for each message.

    `notices` are the kinds that it can send (Platform Notification Service).
    """

    issuer: str
    registration_url: str
    auth_url: str
    token_url: str
    jwks_url: str
    audience: str
    product: str
    version: str
    title: str
    scopes: frozenset[str]
    placements: Mapping[str, frozenset[str]]
    notices: frozenset[str] = frozenset()


def read(body: bytes, address: str) -> LmsConfiguration:
    """Read the document that stood at `address`. Raises ConfigurationUnusable or IssuerElsewhere."""
    document = _object(body)
    about = document.get(_PLATFORM)
    about = about if isinstance(about, dict) else {}
    product = _word(about, "product_family_code").lower()[:64]
    found = LmsConfiguration(
        issuer=_needed(document, "issuer"),
        registration_url=_address(document, "registration_endpoint"),
        auth_url=_address(document, "authorization_endpoint"),
        token_url=_address(document, "token_endpoint"),
        jwks_url=_address(document, "jwks_uri"),
        audience=_audience(document, product),
        product=product,
        version=_word(about, "version")[:64],
        title=_word(about, _ACCOUNT)[:200],
        scopes=frozenset(_words(document.get("scopes_supported"))),
        placements=_placements(about.get("messages_supported")),
        notices=frozenset(_words(about.get("notice_types_supported"))),
    )
    _check_issuer(found.issuer, address)
    return found


def _check_issuer(issuer: str, address: str) -> None:
    """Nobody may speak for an issuer who doesn't hold its host."""
    ours, theirs = urlsplit(address), urlsplit(issuer)
    if theirs.netloc == ours.netloc and ours.netloc:
        return
    if _same_house(theirs.hostname or "", ours.hostname or ""):
        return
    raise IssuerElsewhere(
        f"the configuration at {ours.netloc} speaks for the issuer {issuer}", "/issuer"
    )


def _same_house(one: str, other: str) -> bool:
    for short, long in ((one, other), (other, one)):
        if "." in short and long.endswith(f".{short}"):
            return True
    return any(_is_of(one, house) and _is_of(other, house) for house in _HOUSES)


def _is_of(host: str, house: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in house)


def _audience(document: Mapping[str, Any], product: str) -> str:
    """Give what a client assertion is made out to, "" for the token URL.

    Canvas writes its bare host name there, which its own token endpoint doesn't accept.
    """
    given = _word(document, "authorization_server")
    if given.startswith(("https://", "http://")):
        return given
    return _D2L_AUDIENCE if product == D2L else ""


def _placements(messages: object) -> dict[str, frozenset[str]]:
    found = messages if isinstance(messages, list) else []
    return {
        str(message["type"]): frozenset(_words(message.get("placements")))
        for message in found
        if isinstance(message, dict) and isinstance(message.get("type"), str)
    }


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except ValueError as error:
        raise ConfigurationUnusable("the answer is not JSON") from error
    if not isinstance(found, dict):
        raise ConfigurationUnusable("the answer is not a JSON object")
    return found


def _needed(document: Mapping[str, Any], name: str) -> str:
    value = _word(document, name)
    if not value or len(value) > 255:
        raise ConfigurationUnusable(f"{name} is missing or no text", f"/{name}")
    return value


def _address(document: Mapping[str, Any], name: str) -> str:
    value = _needed(document, name)
    if not value.startswith(("https://", "http://")):
        raise ConfigurationUnusable(f"{name} is no web address", f"/{name}")
    return value


def _word(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    return value.strip() if isinstance(value, str) and value.isprintable() else ""


def _words(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
