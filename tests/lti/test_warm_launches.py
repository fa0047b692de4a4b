"""What a launch costs once the platform's keys and the person are known."""

import pytest
from sqlalchemy import event

from lrs import Lrs, Store
from lrs.database import Database
from tests.lti.fake_platform import FakePlatform


@pytest.fixture
def commits(database: Database):
    """One item for each transaction that was committed."""
    seen: list[object] = []

    def note(connection: object) -> None:
        seen.append(connection)

    event.listen(database.engine, "commit", note)
    yield seen
    event.remove(database.engine, "commit", note)


def test_a_warm_launch_costs_one_transaction_and_no_call(
    client, platform: FakePlatform, commits: list[object]
):
    platform.launch(client)
    question = platform.begin(client)
    token = platform.sign(platform.claims(question))
    commits.clear()
    platform.fetches = 0
    assert platform.post(client, question, token).status_code == 303
    assert len(commits) == 1
    assert platform.fetches == 0


def test_somebody_known_under_another_name_is_met_again(
    client, platform: FakePlatform, lrs: Lrs, store: Store
):
    platform.launch(client, name="Sam Student")
    platform.launch(client, name="Sam Married")
    assert [person.name for person in lrs.people(store.id)] == ["Sam Married"]
