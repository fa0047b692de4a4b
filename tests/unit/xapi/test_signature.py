import hashlib
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from lrs.xapi import signature

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STATEMENT = {
    "id": "33cff416-e331-4c9d-969e-5373a1756120",
    "actor": {"mbox": "mailto:ann@example.com", "objectType": "Agent"},
    "verb": {"id": "http://example.com/verb", "display": {"en": "did"}},
    "object": {"id": "http://example.com/activity", "definition": {"name": {"en": "Activity"}}},
    "timestamp": "2013-04-01T12:00:00Z",
}


def certificate(key: Any) -> str:
    """A certificate as x5c holds it."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "signer")])
    day = datetime(2013, 4, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + timedelta(days=1))
    return b64encode(builder.sign(key, SHA256()).public_bytes(Encoding.DER)).decode()


def signed(payload: Any, algorithm: str = "RS256", key: Any = KEY, **headers: Any) -> bytes:
    text = payload if isinstance(payload, bytes) else json.dumps(payload, indent=1).encode()
    return jwt.api_jws.encode(text, key, algorithm, headers).encode()


def told(content: bytes | None, statement: Any = STATEMENT, **changes: Any) -> str:
    """What is wrong with this statement when this is its signature."""
    attachment = {
        "usageType": "http://adlnet.gov/expapi/attachments/signature",
        "display": {"en": "Signature"},
        "contentType": "application/octet-stream",
        "length": len(content or b""),
        "sha2": hashlib.sha256(content or b"").hexdigest().upper(),
        **changes,
    }
    contents = {} if content is None else {attachment["sha2"].lower(): content}
    whole = {**statement, "attachments": [*statement.get("attachments", ()), attachment]}
    return "; ".join(
        f"{v.pointer} {v.message}" for v in signature.violations(whole, contents, "/7")
    )


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
@pytest.mark.parametrize("headers", [{}, {"x5c": [certificate(KEY)]}])
def test_a_good_signature_passes(algorithm: str, headers: dict) -> None:
    assert told(signed(STATEMENT, algorithm, **headers)) == ""


@pytest.mark.parametrize(
    "received",
    [
        {**STATEMENT, "timestamp": "2013-04-01T14:00:00.000+02:00"},
        {**STATEMENT, "stored": "2014-01-01T00:00:00Z", "version": "1.0.0"},
        {**STATEMENT, "verb": {"id": "http://example.com/verb"}},
        {**STATEMENT, "id": STATEMENT["id"].upper()},
    ],
)
def test_what_a_store_may_change_does_not_break_it(received: dict) -> None:
    assert told(signed(STATEMENT), received) == ""


def test_what_the_sender_left_to_the_store_may_be_missing_in_it() -> None:
    left = {name: STATEMENT[name] for name in ("actor", "verb", "object")}
    assert told(signed(left)) == ""


def test_other_attachments_are_signed_too() -> None:
    other = {"usageType": "http://example.com/u", "sha2": "00", "contentType": "text/plain"}
    received = {**STATEMENT, "attachments": [other]}
    assert told(signed(received), received) == ""
    assert "another statement" in told(signed(STATEMENT), received)


def test_a_statement_without_signature_is_none_of_our_business() -> None:
    other = {"usageType": "http://example.com/u", "sha2": "00", "contentType": "text/plain"}
    assert signature.violations(STATEMENT, {}, "") == []
    assert signature.violations({**STATEMENT, "attachments": [other]}, {}, "") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (signed(STATEMENT, "HS256", "a secret that is thirty-two bytes"), "RS256, RS384 or RS512"),
        (signed(STATEMENT, "PS256"), "RS256, RS384 or RS512"),
        (signed(STATEMENT, "none", None), "compact form"),
        (signed(json.dumps(STATEMENT).replace('"', "'", 1).encode()), "payload is not JSON"),
        (signed(b"[]"), "payload is not a JSON object"),
        (signed(b'{"a":1,"a":2}'), "payload"),
        (signed({**STATEMENT, "result": {"success": True}}), "another statement"),
        (signed({**STATEMENT, "id": "33cff416-e331-4c9d-969e-5373a1756121"}), "another statement"),
        (b"", "compact form"),
        (b"no signature", "compact form"),
        (b"a.b.c", "Base64url"),
        (b"e30.e30", "compact form"),
        (b"e30.e30.e30", "alg"),
        (b"eyJhbGciOltdfQ.e30.e30", "alg"),
        (b'{"payload":"e30","signature":"e30"}', "compact form"),
        (signed(STATEMENT) + b"\n", "compact form"),
        (signed(STATEMENT, x5c=[]), "x5c"),
        (signed(STATEMENT, x5c="x"), "x5c"),
        (signed(STATEMENT, x5c={}), "x5c"),
        (signed(STATEMENT, x5c=[1]), "x5c"),
        (signed(STATEMENT, x5c=["AAAA"]), "x5c"),
        (
            signed(STATEMENT, x5c=[certificate(ec.generate_private_key(ec.SECP256R1()))]),
            "no RSA key",
        ),
        (
            signed(STATEMENT, x5c=[certificate(rsa.generate_private_key(65537, 2048))]),
            "does not fit the certificate",
        ),
        (None, "did not come with it"),
    ],
)
def test_a_bad_signature_is_refused_with_the_reason(content: bytes | None, message: str) -> None:
    found = told(content)
    assert found.startswith("/7/attachments/0 ")
    assert message in found


def test_an_unknown_critical_header_is_refused() -> None:
    _header, payload, rest = signed(STATEMENT).split(b".")
    forged = jwt.utils.base64url_encode(b'{"alg":"RS256","crit":["x"],"x":1}')
    assert "crit" in told(b".".join([forged, payload, rest]))


def test_the_content_type_is_fixed() -> None:
    found = told(signed(STATEMENT), contentType="text/plain; charset=ascii")
    assert found == "/7/attachments/0/contentType of a signature must be application/octet-stream"


@given(st.binary(max_size=60) | st.from_regex(rb"[A-Za-z0-9_-]{1,9}(\.[A-Za-z0-9_-]{1,9}){2}"))
def test_any_bytes_are_refused_clearly(content: bytes) -> None:
    assert told(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*STATEMENT, "member"]), inner)
    ),
    max_leaves=9,
)


@given(st.dictionaries(st.sampled_from([*STATEMENT, "context", "attachments"]), JSON))
def test_any_payload_is_refused_clearly(changes: dict) -> None:
    header, signature_bytes = b"eyJhbGciOiJSUzI1NiJ9", b"AAAA"
    payload = {**STATEMENT, "result": {"success": True}, **changes}
    encoded = jwt.utils.base64url_encode(json.dumps(payload).encode())
    assert "another statement" in told(b".".join([header, encoded, signature_bytes]))
