"""Deliveries are told many at a time, and nothing of that may show."""

import orjson
import pytest

from connectors.connector import Delivery
from tests.connectors.conftest import START, Works
from tests.connectors.trials import HOOKS

DISCOURSE = next(trial for trial in HOOKS if trial.kind == "discourse")
pytestmark = pytest.mark.parametrize("kind", ["sqlite"])


def _told(works: Works, *deliveries: Delivery) -> tuple[list[str], list[str]]:
    connection = works.connect("discourse", DISCOURSE.settings)
    works.bring(connection, *deliveries)
    return sorted(each["id"] for each in works.statements()), works.dead(connection)


def test_the_same_delivery_twice_among_others_is_told_once(works: Works) -> None:
    first, *others = DISCOURSE.deliveries(START)
    told, dead = _told(works, first, *others[:1], first, first)
    assert (len(told), dead) == (2, [])


def test_what_is_refused_takes_no_other_with_it(works: Works) -> None:
    """A topic whose address is no IRI can't be in a statement; the store refuses that one alone."""
    recorded = DISCOURSE.recorded()
    post = orjson.loads(orjson.dumps(recorded[0]["body"]))
    post["post"] |= {"id": 7, "topic_id": "no IRI <>"}
    bad = DISCOURSE.delivery(post, recorded[0]["headers"], START)
    good = DISCOURSE.deliveries(START)[:2]
    told, dead = _told(works, good[0], bad, good[1])
    assert (len(told), len(dead)) == (2, 1)


def test_two_systems_that_call_at_once_are_told_apart(works: Works) -> None:
    delivery = DISCOURSE.deliveries(START)[0]
    connections = [works.connect("discourse", DISCOURSE.settings) for _ in range(2)]
    for _ in range(2):
        for connection in connections:
            works.call(connection.id, delivery)
    works.hooks.work()
    assert len(works.statements()) == 2
    assert [works.desk.find(works.store.id, each.id).told for each in connections] == [2, 2]
