import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.errors import InvalidParameter
from lrs.xapi import statement_query
from lrs.xapi.statement_query import StatementQuery
from lrs.xapi.version import Version

ID = "AA97B177-9383-4934-8543-0F91A7A02836"
ANN = json.dumps({"objectType": "Agent", "name": "Ann", "mbox": "mailto:ann@Example.com"})
TEAM = json.dumps({"objectType": "Group", "openid": "https://team.example.com"})
IRI = "http://example.com/x"

BOTH = pytest.mark.parametrize("version", list(Version))


@BOTH
@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ([], StatementQuery()),
        ([("statementId", ID)], StatementQuery(statement_id=ID.lower())),
        ([("voidedStatementId", ID)], StatementQuery(voided_statement_id=ID.lower())),
        (
            [("statementId", ID), ("attachments", "true"), ("format", "canonical")],
            StatementQuery(statement_id=ID.lower(), attachments=True, format="canonical"),
        ),
        ([("agent", ANN)], StatementQuery(agent="mbox:mailto:ann@example.com")),
        ([("agent", TEAM)], StatementQuery(agent="openid:https://team.example.com")),
        ([("verb", IRI), ("activity", IRI)], StatementQuery(verb=IRI, activity=IRI)),
        ([("registration", ID)], StatementQuery(registration=ID.lower())),
        (
            [("related_agents", "true"), ("related_activities", "true")],
            StatementQuery(related_agents=True, related_activities=True),
        ),
        ([("related_agents", "false"), ("ascending", "true")], StatementQuery(ascending=True)),
        (
            [("since", "1970-01-01T00:00:01Z"), ("until", "1970-01-01T01:00:00.000001+01:00")],
            StatementQuery(since=1_000_000, until=1),
        ),
        ([("since", "1969-12-31T23:59:59.9999999Z")], StatementQuery(since=-1)),
        ([("limit", "0")], StatementQuery()),
        ([("limit", "10")], StatementQuery(limit=10)),
        ([("format", "ids")], StatementQuery(format="ids")),
        ([("format", "exact")], StatementQuery()),
    ],
)
def test_good_parameters_become_a_query(
    parameters: list, query: StatementQuery, version: Version
) -> None:
    assert statement_query.parse(parameters, version) == query


KEYS = st.sampled_from(["objectType", "mbox", "account", "homePage", "name", "openid", "member"])

FILTERS = [
    ("agent", ANN),
    ("verb", IRI),
    ("activity", IRI),
    ("registration", ID),
    ("related_agents", "true"),
    ("related_activities", "true"),
    ("since", "2012-06-01T19:09:13.245Z"),
    ("until", "2012-06-01T19:09:13.245Z"),
    ("limit", "1"),
    ("ascending", "true"),
]


@BOTH
@pytest.mark.parametrize("by", ["statementId", "voidedStatementId"])
@pytest.mark.parametrize("other", FILTERS)
def test_an_id_goes_with_no_filter(by: str, other: tuple[str, str], version: Version) -> None:
    with pytest.raises(InvalidParameter, match=f"{other[0]}: can't go with {by}"):
        statement_query.parse([(by, ID), other], version)


@BOTH
@pytest.mark.parametrize(
    "parameters",
    [
        [("foo", "bar")],
        [("statementId", ID), ("voidedStatementId", ID)],
        [("limit", "1"), ("limit", "1")],
        *([(name, "")] for name, _ in FILTERS),
        *([(name, "not good")] for name, _ in FILTERS),
        [("statementId", "MA97B177-9383-4934-8543-0F91A7A02836")],
        [("statementId", ID + "8")],
        [("agent", '{"mbox":"mailto:a@example.com"')],
        [("agent", '{"mbox":"mailto:a@example.com","mbox":"mailto:a@example.com"}')],
        [("agent", '{"mbox":"mailto:a@example.com","extra":1}')],
        [("agent", '{"name":"nobody"}')],
        [("agent", '{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]}')],
        [("agent", '{"objectType":"Activity","id":"http://example.com"}')],
        [("agent", "[" * 10_000)],
        [("agent", "true")],
        [("verb", "relative")],
        [("limit", "-1")],
        [("limit", "1.5")],
        [("limit", "9" * 5000)],
        [("limit", "\u0661")],
        [("related_agents", "True")],
        [("ascending", "1")],
        [("attachments", "yes")],
        [("format", "IDS")],
        [("since", "2012-06-01")],
        *([(name.title(), value)] for name, value in FILTERS if name.title() != name),
        [("StatementId", ID)],
        [("VoidedStatementId", ID)],
        [("Format", "ids")],
        [("Attachments", "true")],
    ],
)
def test_bad_parameters_are_refused(parameters: list, version: Version) -> None:
    with pytest.raises(InvalidParameter) as refused:
        statement_query.parse(parameters, version)
    assert refused.value.violations[0].pointer.startswith(parameters[-1][0])


def test_all_violations_are_told_at_once() -> None:
    bad = [("Verb", IRI), ("limit", "x"), ("since", "x"), ("agent", '{"mbox":"x"}'), ("foo", "")]
    with pytest.raises(InvalidParameter) as refused:
        statement_query.parse(bad, Version.V1_0_3)
    pointers = {violation.pointer for violation in refused.value.violations}
    assert pointers == {"Verb", "limit", "since", "agent/mbox", "foo"}


def test_the_right_case_is_named() -> None:
    with pytest.raises(InvalidParameter, match="is written statementId"):
        statement_query.parse([("StatementID", ID)], Version.V1_0_3)


def test_an_unescaped_plus_is_explained() -> None:
    with pytest.raises(InvalidParameter, match="%2B"):
        statement_query.parse([("since", "2012-06-01T19:09:13 01:00")], Version.V1_0_3)


@BOTH
def test_a_put_names_its_statement_and_nothing_else(version: Version) -> None:
    assert statement_query.parse_put([("statementId", ID)], version) == ID.lower()
    for bad in ([], [("statementId", "x")], [("statementId", ID)] * 2, [("method", "PUT")]):
        with pytest.raises(InvalidParameter):
            statement_query.parse_put(bad, version)


@BOTH
def test_a_post_takes_no_parameters(version: Version) -> None:
    statement_query.parse_post([], version)
    with pytest.raises(InvalidParameter, match="statementId"):
        statement_query.parse_post([("statementId", ID)], version)


NAMES = [name for name, _ in FILTERS] + [
    "statementId",
    "voidedStatementId",
    "format",
    "attachments",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)
VALUES = st.text(max_size=30) | JSON.map(json.dumps) | st.sampled_from([v for _, v in FILTERS])


@BOTH
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5))
def test_any_parameters_are_read_or_refused_clearly(version: Version, parameters: list) -> None:
    with contextlib.suppress(InvalidParameter):
        statement_query.parse(parameters, version)
