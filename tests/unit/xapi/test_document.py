import json

import pytest

from lrs.errors import InvalidParameter, InvalidRequest
from lrs.xapi import document
from lrs.xapi.document import DocumentQuery
from lrs.xapi.version import Version

AGENT = json.dumps({"account": {"homePage": "http://example.com", "name": "Rick\u0000"}})
AGENT_ID = 'account:["http://example.com","Rick\\u0000"]'
GROUP = json.dumps({"objectType": "Group", "mbox": "mailto:g@example.com"})
ACTIVITY = "http://example.com/activity"
UUID = "AA97B177-9383-4934-8543-0F91A7A02836"
SINCE = "1970-01-01T00:00:00.000010Z"

STATE = {"activityId": ACTIVITY, "agent": AGENT, "stateId": "s 1"}
ACTIVITY_PROFILE = {"activityId": ACTIVITY, "profileId": "p"}
AGENT_PROFILE = {"agent": AGENT, "profileId": "p"}
RESOURCES = [
    (document.parse_state, STATE, "stateId"),
    (document.parse_activity_profile, ACTIVITY_PROFILE, "profileId"),
    (document.parse_agent_profile, AGENT_PROFILE, "profileId"),
]
EACH = pytest.mark.parametrize(("parse", "good", "id_name"), RESOURCES)
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")


def without(parameters: dict, *names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in parameters.items() if name not in names]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_its_document(method: str) -> None:
    state = document.parse_state({**STATE, "registration": UUID}.items(), method, Version.V1_0_3)
    assert state == DocumentQuery(ACTIVITY, AGENT_ID, UUID.lower(), "s 1")
    profile = document.parse_activity_profile(ACTIVITY_PROFILE.items(), method, Version.V2_0)
    assert profile == DocumentQuery(activity=ACTIVITY, id="p")
    profile = document.parse_agent_profile(AGENT_PROFILE.items(), method, Version.V2_0)
    assert profile == DocumentQuery(agent=AGENT_ID, id="p")


@EACH
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_without_id_lists(parse, good: dict, id_name: str, method: str) -> None:
    query = parse([*without(good, id_name), ("since", SINCE)], method, Version.V2_0)
    assert query.id is None
    assert query.since == 10


def test_only_state_can_be_deleted_as_a_whole() -> None:
    query = document.parse_state(without(STATE, "stateId"), "DELETE", Version.V1_0_3)
    assert query == DocumentQuery(ACTIVITY, AGENT_ID)


@EACH
@pytest.mark.parametrize("method", METHODS)
def test_what_is_required_is_missed(parse, good: dict, id_name: str, method: str) -> None:
    optional = {"stateId"} if method == "DELETE" else set()
    optional |= {"stateId", "profileId"} if method in ("GET", "HEAD") else set()
    for name in set(good) - optional:
        with pytest.raises(InvalidParameter, match=f"{name}: is missing"):
            parse(without(good, name), method, Version.V1_0_3)


@EACH
@pytest.mark.parametrize(
    "extra",
    [
        ("foo", "bar"),
        ("StateId", "s"),
        ("ProfileId", "p"),
        ("agent", AGENT),
        ("activityId", ACTIVITY),
        ("since", SINCE),
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_what_does_not_belong_there_is_refused(
    parse, good: dict, id_name: str, extra: tuple[str, str], method: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        parse([*good.items(), extra], method, Version.V1_0_3)
    assert [violation.pointer for violation in refused.value.violations] == [extra[0]]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("activityId", "true"),
        ("activityId", ""),
        ("agent", "not JSON"),
        ("agent", "true"),
        ("agent", "{}"),
        ("agent", GROUP),
        ("registration", "true"),
        ("stateId", ""),
        ("stateId", "a\x00b"),
    ],
)
def test_malformed_state_parameters_are_refused(name: str, value: str, method: str) -> None:
    with pytest.raises(InvalidParameter, match=name):
        document.parse_state({**STATE, name: value}.items(), method, Version.V1_0_3)


@EACH
@pytest.mark.parametrize("value", ["true", "not a timestamp", ""])
def test_since_is_a_timestamp(parse, good: dict, id_name: str, value: str) -> None:
    with pytest.raises(InvalidParameter, match="since"):
        parse([*without(good, id_name), ("since", value)], "GET", Version.V1_0_3)


def test_a_profile_has_no_registration() -> None:
    with pytest.raises(InvalidParameter, match="registration"):
        document.parse_activity_profile(
            {**ACTIVITY_PROFILE, "registration": UUID}.items(), "GET", Version.V1_0_3
        )


def test_agents_are_asked_for_by_one_agent() -> None:
    assert document.parse_agents([("agent", AGENT)], Version.V2_0) == json.loads(AGENT)
    for bad in ([], [("agent", GROUP)], [("agent", "{}")], [("agent", AGENT), ("since", SINCE)]):
        with pytest.raises(InvalidParameter):
            document.parse_agents(bad, Version.V2_0)


def test_activities_are_asked_for_by_one_id() -> None:
    assert document.parse_activities([("activityId", ACTIVITY)], Version.V2_0) == ACTIVITY
    for bad in ([], [("activityId", "true")], [("activityId", ACTIVITY), ("agent", AGENT)]):
        with pytest.raises(InvalidParameter):
            document.parse_activities(bad, Version.V2_0)


def test_the_etag_is_the_quoted_sha1() -> None:
    assert document.etag(b"hello") == '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"'


JSON = "application/json"


@pytest.mark.parametrize(
    ("stored", "new", "merged"),
    [
        ('{"x":"foo","y":"bar"}', '{"x":"bash","z":"faz"}', '{"x":"bash","y":"bar","z":"faz"}'),
        ('{"a":{"b":1,"c":2}}', '{"a":{"b":3}}', '{"a":{"b":3}}'),
        ('{"a":1}', "{}", '{"a":1}'),
        ("{}", '{"a":null}', '{"a":null}'),
        ('{"ä":"\\u0000"}', '{"n":123456789012345678901234567890}', None),
    ],
)
def test_top_level_properties_are_merged(stored: str, new: str, merged: str | None) -> None:
    expected = merged or '{"ä":"\\u0000","n":123456789012345678901234567890}'
    assert document.merge(stored.encode(), JSON, new.encode(), JSON).decode() == expected


def test_the_charset_does_not_matter() -> None:
    assert (
        document.merge(b"{}", "application/json; charset=utf-8", b"{}", "Application/JSON") == b"{}"
    )


@pytest.mark.parametrize(
    ("stored", "stored_type", "new", "new_type", "told"),
    [
        (b"{}", JSON, b"abcdefg", "not/json", "sent is not/json"),
        (b"{}", JSON, b"{}", "", "sent is of no type"),
        (b"/ asdf /", "application/octet-stream", b"{}", JSON, "stored here is application/octet"),
        (b"{}", JSON, b"[1]", JSON, "an array"),
        (b"[1]", JSON, b"{}", JSON, "stored here is an array"),
        (b"{}", JSON, b'{"a"', JSON, "is not JSON"),
        (b"{}", JSON, b'{"a":1,"a":2}', JSON, "a"),
        (b"{}", JSON, b"\xff", JSON, "UTF-8"),
        (b"{}", JSON, b"", JSON, "is empty"),
    ],
)
def test_nothing_else_can_be_merged(
    stored: bytes, stored_type: str, new: bytes, new_type: str, told: str
) -> None:
    with pytest.raises(InvalidRequest, match=told):
        document.merge(stored, stored_type, new, new_type)


def test_a_document_that_says_it_is_json_must_be() -> None:
    document.check(b"[1]", JSON)
    document.check(b"{'", "text/plain")
    with pytest.raises(InvalidRequest, match="is not JSON"):
        document.check(b"{'", "application/json; charset=utf-8")
