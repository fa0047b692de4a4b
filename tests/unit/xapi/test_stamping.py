"""What the store adds to a statement, and what it leaves alone."""

import copy
from typing import Any

import pytest

from lrs.xapi import timestamp
from lrs.xapi.stamping import format_instant, stamp
from lrs.xapi.statement import violations
from lrs.xapi.version import Version
from tests.builders import a_statement, an_account, an_activity, an_agent
from tests.unit.xapi.full_statement import UUID, a_full_statement, as_sub_statement

STORED = "2026-11-22T03:06:58.123456Z"
AUTHORITY = an_account("key")


def stamped(statement: dict[str, Any], version: Version = Version.V1_0_3) -> dict[str, Any]:
    return stamp(statement, statement_id=UUID, stored=STORED, authority=AUTHORITY, version=version)


def test_a_bare_statement_gets_what_it_lacks() -> None:
    statement = a_statement()

    assert stamped(statement) == statement | {
        "id": UUID,
        "stored": STORED,
        "timestamp": STORED,
        "authority": AUTHORITY,
        "version": "1.0.0",
    }
    assert stamped(statement, Version.V2_0)["version"] == "2.0.0"


def test_what_the_client_may_say_stays() -> None:
    given = a_statement(timestamp="2026-01-31T12:00:00+01:00", version="1.0.2", id="ignored")
    result = stamped(given | {"stored": "2000-01-01T00:00:00Z", "authority": an_agent()})

    assert result["timestamp"] == "2026-01-31T12:00:00+01:00"
    assert result["version"] == "1.0.2"
    assert (result["id"], result["stored"], result["authority"]) == (UUID, STORED, AUTHORITY)


def test_single_context_activities_become_arrays_in_statements_and_sub_statements() -> None:
    parent = an_activity("unit")
    inner = a_statement(context={"platform": "x", "contextActivities": {"parent": parent}})

    assert stamped(inner)["context"] == {
        "platform": "x",
        "contextActivities": {"parent": [parent]},
    }
    within = stamped(as_sub_statement(inner))["object"]["context"]
    assert within["contextActivities"] == {"parent": [parent]}


@pytest.mark.parametrize("wrap", [dict, as_sub_statement])
def test_the_statement_given_is_not_changed_and_the_result_is_good(wrap: Any) -> None:
    statement = wrap(a_full_statement())
    before = copy.deepcopy(statement)

    result = stamped(statement)

    assert statement == before
    assert violations(result, Version.V1_0_3) == []


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [
        (0, "1970-01-01T00:00:00.000000Z"),
        (1_795_316_818_123_456, "2026-11-22T03:06:58.123456Z"),
        (1_795_316_818_000_000, "2026-11-22T03:06:58.000000Z"),
    ],
)
def test_an_instant_is_written_in_utc_to_the_microsecond(microseconds: int, text: str) -> None:
    assert format_instant(microseconds) == text
    assert timestamp.rfc_3339_fault(text) is None
