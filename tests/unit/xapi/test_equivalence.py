"""When a statement that is sent again is the same one."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.xapi.equivalence import equivalent
from lrs.xapi.stamping import stamp
from lrs.xapi.version import Version
from tests.builders import a_group, a_reference, a_statement, an_account, an_activity, an_agent
from tests.unit.xapi.full_statement import (
    ABSENT,
    IRI,
    UUID,
    a_full_statement,
    an_attachment,
    as_sub_statement,
    put,
)

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
ADA, BEN = an_agent("ada"), an_agent("ben")
UPPER = "ABCDEF78-1234-5678-1234-567812345678"
BOTH = [an_attachment(), an_attachment(length=1)]
CONTEXT_GROUP = {"objectType": "contextGroup", "group": a_group(ADA, BEN)}

# Two values for the same place that make no difference there.
ALIKE: list[tuple[str, Any, Any]] = [
    ("/stored", "2026-01-31T12:00:00Z", ABSENT),
    ("/authority", ADA, BEN),
    ("/version", "1.0.0", ABSENT),
    ("/id", UUID, ABSENT),
    ("/id", UPPER, UPPER.lower()),
    ("/timestamp", "2026-01-31T12:00:00Z", ABSENT),
    ("/timestamp", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00.000+01:00"),
    ("/timestamp", "2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123Z"),
    ("/timestamp", "2026-01-31T12:00:00.9996Z", "2026-01-31T12:00:01.000Z"),
    ("/verb/display", {"en": "did"}, ABSENT),
    ("/object/definition", {"name": {"en": "x"}}, ABSENT),
    ("/actor", a_group(ADA, BEN), a_group(BEN, ADA)),
    ("/actor/mbox", "mailto:Ada@Example.ORG", "mailto:Ada@example.org"),
    ("/actor", {"mbox_sha1sum": "AB" * 20}, {"mbox_sha1sum": "ab" * 20}),
    ("/context/team", a_group(ADA, BEN), a_group(BEN, ADA)),
    ("/context/registration", UPPER, UPPER.lower()),
    ("/context/statement", a_reference(UPPER), a_reference(UPPER.lower())),
    ("/context/language", "en-US", "en-us"),
    ("/context/contextActivities/other", {"id": IRI}, [{"id": IRI}]),
    ("/context/contextActivities/other", [{"id": IRI}], [{"id": IRI, "definition": {}}]),
    ("/context/contextGroups", [CONTEXT_GROUP], [{**CONTEXT_GROUP, "group": a_group(BEN, ADA)}]),
    ("/result/duration", "PT1.237S", "PT1.23S"),
    ("/result/score/raw", 5, 5.0),
    ("/attachments", [], ABSENT),
    ("/attachments", BOTH, BOTH[::-1]),
    ("/attachments", [an_attachment(usageType=SIGNATURE)], ABSENT),
]

# Two values for the same place that do make one.
DIFFERENT: list[tuple[str, Any, Any]] = [
    ("/id", UUID, UPPER),
    ("/timestamp", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.001Z"),
    ("/actor", ADA, BEN),
    ("/actor/name", "Ada", "ada"),
    ("/actor/name", "Ada", ABSENT),
    ("/actor/mbox", "mailto:Ada@example.org", "mailto:ada@example.org"),
    ("/actor", a_group(ADA, BEN), a_group(ADA, ADA)),
    ("/actor", a_group(ADA, BEN), a_group(ADA)),
    ("/verb/id", "http://example.com/a", "http://example.com/A"),
    ("/object/id", "http://example.com/a", "http://example.com/b"),
    ("/object/objectType", "Activity", ABSENT),
    ("/object", an_agent(), a_group()),
    ("/result/duration", "PT60S", "PT1M"),
    ("/result/duration", "PT1.23S", "PT1.24S"),
    ("/result/success", True, ABSENT),
    ("/result/extensions", {IRI: True}, {IRI: 1}),
    ("/result/extensions", {IRI: None}, {}),
    ("/result/extensions", {IRI: [1, 2]}, {IRI: [2, 1]}),
    ("/result/extensions", {IRI: 9007199254740993}, {IRI: 9007199254740992}),
    ("/context/registration", UUID, UPPER),
    ("/context/contextActivities/other", [{"id": IRI}], []),
    (
        "/context/contextActivities/other",
        [{"id": IRI}, {"id": "a:b"}],
        [{"id": "a:b"}, {"id": IRI}],
    ),
    ("/attachments", [an_attachment()], []),
    ("/attachments/0/length", 27, 28),
]
ASSIGNED = ("/id", "/stored", "/version", "/authority", "/timestamp")


def two(pointer: str, one: object, other: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two full statements that differ in one place at most."""
    given = put(a_full_statement(), pointer, None)
    return put(given, pointer, one), put(given, pointer, other)


@pytest.mark.parametrize(("pointer", "one", "other"), ALIKE)
def test_alike(pointer: str, one: object, other: object) -> None:
    a, b = two(pointer, one, other)

    assert equivalent(a, b)
    assert equivalent(b, a)
    if not pointer.startswith(ASSIGNED):
        assert equivalent(as_sub_statement(a), as_sub_statement(b))


@pytest.mark.parametrize(("pointer", "one", "other"), DIFFERENT)
def test_different(pointer: str, one: object, other: object) -> None:
    a, b = two(pointer, one, other)

    assert not equivalent(a, b)
    assert not equivalent(b, a)
    if pointer != "/id":
        assert not equivalent(as_sub_statement(a), as_sub_statement(b))


def test_nobody_fills_in_the_timestamp_of_a_sub_statement() -> None:
    a, b = two("/timestamp", "2026-01-31T12:00:00Z", ABSENT)
    later = a | {"timestamp": "2026-01-31T13:00:00+01:00"}

    assert not equivalent(as_sub_statement(a), as_sub_statement(b))
    assert equivalent(as_sub_statement(a), as_sub_statement(later))


@pytest.mark.parametrize("wrap", [dict, as_sub_statement])
def test_a_statement_is_the_same_after_the_store_took_it_in(wrap: Any) -> None:
    sent = wrap(a_full_statement())
    kept = stamp(
        sent,
        statement_id=sent.get("id", UUID),
        stored="2026-11-22T03:06:58.123456Z",
        authority=an_account(),
        version=Version.V2_0,
    )

    assert equivalent(sent, kept)


def test_the_order_of_keys_means_nothing() -> None:
    statement = a_full_statement()
    turned = {name: statement[name] for name in reversed(statement)}

    assert equivalent(statement, turned)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PROPERTY = st.sampled_from(
    [
        "id",
        "actor",
        "verb",
        "object",
        "context",
        "result",
        "timestamp",
        "attachments",
        "objectType",
        "member",
        "mbox",
        "contextActivities",
        "parent",
        "duration",
        "usageType",
    ]
)
TEXT = st.sampled_from(["Group", "SubStatement", "StatementRef", UUID, "PT1S", SIGNATURE])
ANYTHING = st.recursive(
    JSON | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PROPERTY, inner, max_size=4),
    max_leaves=12,
)
OBJECT = st.dictionaries(PROPERTY, ANYTHING, max_size=5)


@given(OBJECT)
def test_everything_equals_itself(thing: dict[str, Any]) -> None:
    assert equivalent(thing, copy.deepcopy(thing))


@given(OBJECT, OBJECT)
def test_the_order_of_comparison_means_nothing(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert equivalent(a, b) == equivalent(b, a)


@given(JSON, JSON)
def test_extensions_are_compared_as_json(one: Any, other: Any) -> None:
    def with_value(value: Any) -> dict[str, Any]:
        return a_statement(context={"extensions": {IRI: value}})

    assert equivalent(with_value(one), with_value(copy.deepcopy(one)))
    if one != other:
        assert not equivalent(with_value(one), with_value(other))


def test_definitions_of_activities_do_not_count_anywhere() -> None:
    context = {"contextActivities": {"parent": [an_activity("unit", type="a:a")]}}
    renamed = {"contextActivities": {"parent": [an_activity("unit", type="a:b")]}}

    assert equivalent(a_statement(context=context), a_statement(context=renamed))
