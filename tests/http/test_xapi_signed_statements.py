"""Signed statements: a JSON Web Signature among the attachments (xAPI-Data 2.6)."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.builders import a_statement
from tests.http.multipart_bodies import Part, attachment, first, part, received, send
from tests.http.xapi_client import Json, XapiClient, pointers

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed(payload: Any, algorithm: str = "RS256", **changes: Any) -> tuple[Json, Part]:
    """Give the attachment and the part of a signature over this payload."""
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return signature_of(jwt.api_jws.encode(text, KEY, algorithm).encode(), **changes)


def signature_of(content: bytes, **changes: Any) -> tuple[Json, Part]:
    kind = "application/octet-stream"
    declared = attachment(content, usageType=SIGNATURE, contentType=kind) | changes
    return declared, part(content, Content_Type=declared["contentType"])


PLAIN = a_statement(id="16fd2706-8baf-433b-82eb-8c7fada847da")


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_a_signed_statement_is_kept_with_its_signature(ada: XapiClient, algorithm: str) -> None:
    declared, raw = signed(PLAIN, algorithm)
    assert send(ada, first(PLAIN | {"attachments": [declared]}), raw).json == [PLAIN["id"]]
    query = {"statementId": PLAIN["id"], "attachments": "true"}
    found, ((_, back),) = received(ada.ask("GET", "statements", query))
    assert back == raw[1]
    assert found["attachments"] == [declared]


@pytest.mark.parametrize(
    "signature",
    [
        signed(PLAIN | {"verb": {"id": "x:other"}}),
        signed(b"not json"),
        signed(b"[]"),
        signed(b'{"a":' * 500 + b"1" + b"}" * 500),
        signed(PLAIN, contentType="text/plain"),
        signature_of(b"a.b.c"),
    ],
    ids=["another statement", "no JSON", "no object", "too deep", "another type", "no signature"],
)
def test_a_signature_that_does_not_hold_is_refused(
    ada: XapiClient, signature: tuple[Json, Part]
) -> None:
    declared, raw = signature
    found = pointers(send(ada, first(PLAIN | {"attachments": [declared]}), raw))
    assert found[0].startswith("/attachments/0")
    assert ada.found() == []


def test_a_signature_may_be_added_to_what_is_stored(ada: XapiClient) -> None:
    ada.post(PLAIN)
    declared, raw = signed(PLAIN)
    assert send(ada, first(PLAIN | {"attachments": [declared]}), raw).status_code == 200
