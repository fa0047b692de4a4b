"""Teams: Graph asks whether the address is ours, and its subscription is made and renewed by the worker."""

import json

import pytest

from connectors.storage import State
from lrs.outgoing import Call
from tests.connectors import teams_site
from tests.connectors.conftest import Works

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"])


@on_sqlite
def test_graphs_question_is_answered_with_its_own_word(works: Works) -> None:
    connection = works.connect("teams", teams_site.SETTINGS)
    answer = works.app.test_client().post(
        f"/hooks/{connection.id}?validationToken=Validation%3A%20Testing%20client"
    )
    assert (answer.status_code, answer.text) == (200, "Validation: Testing client")
    assert answer.content_type.startswith("text/plain")


@on_sqlite
def test_the_subscription_is_made_and_then_renewed(works: Works) -> None:
    works.wire.site = teams_site.site
    connection = works.connect("teams", teams_site.SETTINGS)
    works.runner.run_due()
    made = _subscriptions(works)
    assert [(call.method, call.url.rpartition("/")[2]) for call in made] == [
        ("POST", "subscriptions")
    ]
    asked = json.loads(made[0].content)
    assert asked["notificationUrl"].endswith(f"/hooks/{connection.id}")
    assert asked["clientState"] == teams_site.SETTINGS["secret"]
    works.runner.run_due()
    assert _subscriptions(works) == made
    works.clock.seconds += 1800
    works.runner.run_due()
    assert _subscriptions(works)[-1].method == "PATCH"


@on_sqlite
def test_a_subscription_that_graph_forgot_is_made_anew(works: Works) -> None:
    works.wire.site = teams_site.site
    connection = works.connect("teams", teams_site.SETTINGS)
    works.desk.write(works.store.id, lambda known: known.change(connection.id, cursor="forgotten"))
    works.runner.run_due()
    assert [call.method for call in _subscriptions(works)] == ["PATCH", "POST"]
    assert works.desk.find(works.store.id, connection.id).cursor == "first"


@on_sqlite
def test_a_withdrawn_secret_breaks_the_connection(works: Works) -> None:
    works.wire.site = teams_site.site
    connection = works.connect(
        "teams", {**teams_site.SETTINGS, "client_id": "another", "token": "withdrawn"}
    )
    works.runner.run_due()
    assert works.desk.find(works.store.id, connection.id).state is State.BROKEN


def _subscriptions(works: Works) -> list[Call]:
    return [call for call in works.wire.calls if "/subscriptions" in call.url]
