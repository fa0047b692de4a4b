"""The tool's own keys: made once, published, and worth nothing to who has only the database."""

import json

import jwt
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from lrs.database import Database
from lti_tool.launch.keys import SANDBOX, TOOL, Keys, KeyUnreadable
from lti_tool.launch.tables import tool_keys

_SECRET = "a secret that only these tests know"


def test_the_key_set_is_made_at_the_first_look_and_stays(client: FlaskClient):
    first = client.get("/lti/jwks")
    assert first.status_code == 200
    assert client.get("/lti/jwks").json == first.json
    [key] = first.json["keys"]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert "d" not in key


def test_what_the_tool_signs_fits_the_published_key(client: FlaskClient, database: Database):
    signing = Keys(database, _SECRET).signing()
    token = jwt.encode(
        {"sub": "x"}, signing.private, algorithm="RS256", headers={"kid": signing.kid}
    )
    [published] = client.get("/lti/jwks").json["keys"]
    assert published["kid"] == signing.kid
    assert jwt.decode(token, jwt.PyJWK(published), algorithms=["RS256"]) == {"sub": "x"}


def test_another_process_finds_the_same_key(database: Database):
    assert Keys(database, _SECRET).signing().kid == Keys(database, _SECRET).signing().kid


def test_the_private_key_is_encrypted_at_rest(database: Database):
    Keys(database, _SECRET).signing()
    with database.reading() as connection:
        kept = connection.scalar(select(tool_keys.c.private_key))
    assert kept.startswith(b"gAAAA")  # Fernet, not DER or PEM
    with pytest.raises(KeyUnreadable, match="HALLWAY_SECRET"):
        Keys(database, "another secret").signing()


def test_several_keys_are_published_and_the_newest_signs(database: Database):
    old = Keys(database, _SECRET).signing().kid
    with database.engine.begin() as connection:
        connection.execute(update(tool_keys).values(holder="elsewhere"))
    new = Keys(database, _SECRET).signing().kid
    with database.engine.begin() as connection:
        connection.execute(update(tool_keys).values(holder=TOOL))
    keys = Keys(database, _SECRET)
    assert keys.signing().kid == new
    assert {key["kid"] for key in keys.published()["keys"]} == {old, new}


def test_the_sandbox_has_a_key_of_its_own(database: Database):
    tool, sandbox = Keys(database, _SECRET), Keys(database, _SECRET, SANDBOX)
    assert sandbox.signing().kid != tool.signing().kid
    assert sandbox.signing().kid not in json.dumps(tool.published())
