import json
import stat

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

import wsgi
from lrs import Lrs
from lrs.administration import NewKey
from tests.conftest import authorization


@pytest.fixture
def hallway_command(hallway: wsgi.Hallway):
    """Run the hallway command in this process."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(wsgi.commands(hallway), list(words))

    return run


def test_the_first_run_makes_what_a_newcomer_needs(
    hallway_command, lrs: Lrs, client: FlaskClient
) -> None:
    made = json.loads(hallway_command("setup", "--json").stdout)
    assert [store.name for store in lrs.stores()] == ["default"]
    assert lrs.sign_in(made["email"], made["password"], "here")
    headers = authorization(NewKey(made["key"], made["secret"]))
    answer = client.get(
        "/xapi/statements", headers={**headers, "X-Experience-API-Version": "1.0.3"}
    )
    assert (answer.status_code, answer.json["statements"]) == (200, [])


def test_what_it_made_is_kept_for_its_owner_alone(hallway_command, lrs: Lrs) -> None:
    made = json.loads(hallway_command("setup", "--json").stdout)
    file = lrs.settings.var / "first-run.json"
    assert json.loads(file.read_text()) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_second_run_makes_nothing_and_tells_no_secret(hallway_command, lrs: Lrs) -> None:
    made = json.loads(hallway_command("setup", "--json").stdout)
    again = hallway_command("setup")
    assert made["secret"] not in again.stdout
    assert made["password"] not in again.stdout
    assert len(lrs.stores()) == 1


def test_the_doctor_is_content_after_it(hallway_command) -> None:
    assert hallway_command("doctor").exit_code == 1
    hallway_command("setup")
    assert hallway_command("doctor").exit_code == 0


def test_the_doctor_says_what_to_do(hallway_command) -> None:
    assert "hallway setup" in hallway_command("doctor").stdout
