"""The tool's own keys: made once, published, and worth nothing to who has only the database."""

import json

import jwt
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

import wsgi
from lrs.database import Database
from lti_tool.launch.keys import SANDBOX, Keys, KeyUnreadable
from lti_tool.launch.tables import tool_keys
from tests.lti.tool import Clock

_SECRET = "a secret that only these tests know"
_DAY = 24 * 3600
_QUARTER = 90 * _DAY * 1_000_000


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


class TestRotation:
    """Keys follow each other, and an LMS that keeps our key set for a while meets no surprise."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def keys(self, database: Database, clock: Clock) -> Keys:
        return Keys(database, _SECRET, clock=clock)

    def test_a_new_key_is_published_a_day_before_it_signs(self, keys: Keys, clock: Clock):
        old = keys.signing().kid
        new = keys.rotate()
        assert _kids(keys) == {old, new}
        assert keys.signing().kid == old
        clock.ahead = 25 * 3600
        assert keys.signing().kid == new
        assert _kids(keys) == {old, new}

    def test_the_old_key_is_taken_back_a_month_later(self, keys: Keys, clock: Clock):
        keys.signing()
        new = keys.rotate()
        clock.ahead = 30 * _DAY
        keys.keep_up(_QUARTER)
        assert len(_kids(keys)) == 2
        clock.ahead = 32 * _DAY
        keys.keep_up(_QUARTER)
        assert _kids(keys) == {new}

    def test_after_so_many_days_the_worker_makes_another(self, keys: Keys, clock: Clock):
        first = keys.signing().kid
        for days, number in ((89, 1), (91, 2), (92, 2)):
            clock.ahead = days * _DAY
            keys.keep_up(_QUARTER)
            assert len(_kids(keys)) == number
        [second] = _kids(keys) - {first}
        clock.ahead = 93 * _DAY
        assert keys.signing().kid == second

    def test_another_process_signs_with_the_new_key_within_seconds(
        self, keys: Keys, database: Database, clock: Clock
    ):
        """Two key rings are two processes."""
        running = Keys(database, _SECRET, clock=clock)
        old = running.signing().kid
        new = keys.rotate(at_once=True)
        clock.ahead = 5
        assert running.signing().kid == new
        assert _kids(running) == {old, new}  # what was signed a moment ago is still believed

    def test_after_a_theft_all_others_are_taken_back(
        self, keys: Keys, database: Database, clock: Clock
    ):
        running = Keys(database, _SECRET, clock=clock)
        running.signing()
        new = keys.rotate(others_too=True)
        clock.ahead = 5
        assert running.signing().kid == new
        assert _kids(running) == {new}
        with database.reading() as connection:
            retired = select(tool_keys.c.private_key).where(tool_keys.c.retired.is_not(None))
            assert set(connection.scalars(retired)) == {b""}

    def test_one_that_was_made_at_once_gives_way_to_one_that_was_planned(
        self, keys: Keys, clock: Clock
    ):
        keys.signing()
        planned, urgent = keys.rotate(), keys.rotate(at_once=True)
        assert keys.signing().kid == urgent
        clock.ahead = 25 * 3600
        assert keys.signing().kid == planned

    def test_by_the_command(self, hallway: wsgi.Hallway, client: FlaskClient):
        [before] = client.get("/lti/jwks").json["keys"]
        words = ["platform", "rotate-keys", "--json"]
        made = CliRunner().invoke(wsgi.commands(hallway), words, catch_exceptions=False)
        kids = {key["kid"] for key in client.get("/lti/jwks").json["keys"]}
        assert kids == {before["kid"], json.loads(made.stdout)["kid"]}


def _kids(keys: Keys) -> set[str]:
    return {key["kid"] for key in keys.published()["keys"]}


def test_the_sandbox_has_a_key_of_its_own(database: Database):
    tool, sandbox = Keys(database, _SECRET), Keys(database, _SECRET, SANDBOX)
    assert sandbox.signing().kid != tool.signing().kid
    assert sandbox.signing().kid not in json.dumps(tool.published())
