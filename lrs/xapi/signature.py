"""Signed statements: a JSON Web Signature among the attachments (xAPI-Data 2.6, RFC 7515)."""

import binascii
import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.x509 import load_der_x509_certificate

from lrs.errors import InvalidRequest, Violation
from lrs.xapi import strict_json
from lrs.xapi.attachment import SIGNATURE
from lrs.xapi.content import Content, whole
from lrs.xapi.equivalence import equivalent
from lrs.xapi.multipart import media_type

REQUIREMENT = "xAPI-Data 2.6"

_HASHES: dict[Any, HashAlgorithm] = {
    "RS256": SHA256(),
    "RS384": SHA384(),
    "RS512": SHA512(),
}
_COMPACT = re.compile(rb"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")


class _Malformed(Exception):
    """What is wrong with a signature, in words that follow the name of its attachment."""


class _Jws(NamedTuple):
    """A JWS in compact serialisation, decoded."""

    header: dict[str, Any]
    payload: dict[str, Any]
    signature: bytes
    signed: bytes


def violations(
    statement: dict[str, Any], contents: Mapping[str, Content], pointer: str
) -> list[Violation]:
    """Check the signatures of a valid statement; `contents` are attachments by SHA-2 in lower case.

    A certificate in the signature only has to fit it: whom to trust is for the reader to decide.
    """
    return [
        violation
        for number, attachment in enumerate(statement.get("attachments", ()))
        if attachment["usageType"] == SIGNATURE
        for violation in _violations(
            statement, attachment, contents, f"{pointer}/attachments/{number}"
        )
    ]


def _violations(
    statement: dict[str, Any],
    attachment: dict[str, Any],
    contents: Mapping[str, Content],
    pointer: str,
) -> Iterator[Violation]:
    if media_type(attachment["contentType"]) != "application/octet-stream":
        message = "of a signature must be application/octet-stream"
        yield Violation(f"{pointer}/contentType", message, REQUIREMENT)
    content = contents.get(attachment["sha2"].lower())
    if content is None:
        message = "is a signature whose bytes did not come with it; send them in a part"
        yield Violation(pointer, message, REQUIREMENT)
        return
    try:
        _check(_decoded(whole(content)), statement)
    except _Malformed as error:
        yield Violation(pointer, f"is not a good signature: {error}", REQUIREMENT)


def _check(jws: _Jws, statement: dict[str, Any]) -> None:
    if str(jws.header.get("alg")) not in _HASHES:
        raise _Malformed("its alg must be RS256, RS384 or RS512")
    if "crit" in jws.header:
        raise _Malformed("it demands an extension of JWS (crit) that is not known here")
    if not equivalent(jws.payload, statement):
        raise _Malformed("what it signs is another statement than the one it came with")
    if "x5c" in jws.header:
        _verify(jws, _public_key(jws.header["x5c"]))


def _verify(jws: _Jws, key: RSAPublicKey) -> None:
    try:
        key.verify(jws.signature, jws.signed, PKCS1v15(), _HASHES[jws.header["alg"]])
    except InvalidSignature:
        raise _Malformed("it does not fit the certificate in its x5c header") from None


def _public_key(chain: Any) -> RSAPublicKey:
    """Give the key of the first certificate, which is the signer's (RFC 7515 4.1.6)."""
    try:
        key = load_der_x509_certificate(b64decode(chain[0], validate=True)).public_key()
    except (ValueError, TypeError, LookupError, UnsupportedAlgorithm):
        raise _Malformed("its x5c header is not a list of certificates in Base64") from None
    if not isinstance(key, RSAPublicKey):
        raise _Malformed("the certificate in its x5c header has no RSA key")
    return key


def _decoded(content: bytes) -> _Jws:
    match = _COMPACT.fullmatch(content)
    if match is None:
        raise _Malformed("it is not three Base64url texts joined by dots (JWS compact form)")
    header, payload, signature = (_bytes(text) for text in match.groups())
    signed = content.rpartition(b".")[0]
    return _Jws(_object(header, "header"), _object(payload, "payload"), signature, signed)


def _bytes(text: bytes) -> bytes:
    try:
        return urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise _Malformed("one of its three texts is not Base64url") from None


def _object(text: bytes, which: str) -> dict[str, Any]:
    try:
        value = strict_json.loads(text)
    except InvalidRequest as error:
        raise _Malformed(f"its {which} {error.violations[0].message}") from None
    if not isinstance(value, dict):
        raise _Malformed(f"its {which} is not a JSON object")
    return value
