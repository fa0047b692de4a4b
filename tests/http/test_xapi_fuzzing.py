"""Statements with something changed at random: accepted and given back, or refused with a reason."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import a_group, a_reference, a_statement, an_account, an_activity, an_agent
from tests.http.xapi_client import Json, XapiClient, pointers

ATTACHMENT = {
    "usageType": "https://example.org/usage",
    "display": {"en": "file"},
    "description": {"en": "of bytes"},
    "contentType": "text/plain",
    "length": 1,
    "sha2": "ab" * 32,
    "fileUrl": "https://example.org/file",
}
QUESTION = {
    "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
    "interactionType": "choice",
    "correctResponsesPattern": ["a[,]b"],
    "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}],
    "extensions": {"https://example.org/x": 1},
}
REFERENCE = a_reference("26fd2706-8baf-433b-82eb-8c7fada847da")
CONTEXT = {
    "registration": "16fd2706-8baf-433b-82eb-8c7fada847da",
    "instructor": an_account(),
    "team": a_group(an_agent("tim"), mbox="mailto:team@example.org"),
    "contextActivities": {"parent": an_activity("p"), "other": [an_activity("o")]},
    "revision": "1",
    "platform": "here",
    "language": "en-GB",
    "statement": REFERENCE,
    "extensions": {"https://example.org/y": {"z": [None]}},
}
RESULT = {
    "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
    "success": True,
    "completion": False,
    "response": "yes",
    "duration": "PT1H2.5S",
    "extensions": {"https://example.org/r": -1},
}
WHOLE = a_statement(
    actor=a_group(an_agent("ann"), an_account("bob")),
    object=an_activity("q", **QUESTION),
    result=RESULT,
    context=CONTEXT,
    timestamp="2026-03-01T10:00:00.123+01:00",
    version="1.0.3",
    attachments=[ATTACHMENT],
)
NESTED = WHOLE | {
    "object": {
        "objectType": "SubStatement",
        **a_statement(result=RESULT, context=CONTEXT, timestamp="2026-03-01T10:00:00Z"),
    }
}

# Text that is special somewhere: in JSON, SQL, HTTP, IRIs, or for this specification.
WORDS = st.sampled_from(
    [
        "",
        "\x00",
        "\ud800",
        "a\udc00",
        "😀",
        "id",
        "objectType",
        "Agent",
        "Group",
        "Activity",
        "StatementRef",
        "SubStatement",
        "member",
        "mbox",
        "mailto:x@example.org",
        "x:y",
        "x:\x00",
        "en",
        "http://adlnet.gov/expapi/verbs/voided",
        "http://adlnet.gov/expapi/attachments/signature",
        "2.0.0",
        "P1D",
        "9999-12-31T23:59:60-14:00",
        "16fd2706-8baf-433b-82eb-8c7fada847da",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**18, 10**40)
    | st.floats()
    | st.text(max_size=20)
    | WORDS
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=4)
        | st.sampled_from([an_agent(), a_group(), an_activity(), REFERENCE]).map(copy.deepcopy)
    ),
    max_leaves=12,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give (container, key) of everything in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)


@st.composite
def changed_statements(draw: st.DrawFn) -> Json:
    """A good statement with one to three of its values replaced, removed or added to."""
    statement: Json = copy.deepcopy(draw(st.sampled_from([WHOLE, NESTED])))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(places(statement))))
        act = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
        if act == "remove":
            del container[key]
        elif act == "add" and isinstance(container, dict):
            container[draw(WORDS | st.text(max_size=5))] = draw(ANYTHING)
        else:
            container[key] = draw(ANYTHING)
    return statement


def comparable(statement: Json) -> Json:
    """Leave out what the store decides, and write single contextActivities as the store does."""
    kept = {k: v for k, v in copy.deepcopy(statement).items() if k not in ("stored", "authority")}
    for part in (kept, kept["object"]):
        related = part.get("context", {}).get("contextActivities", {})
        related.update({k: v if isinstance(v, list) else [v] for k, v in related.items()})
    return kept


def resolves(pointer: str, document: Any) -> bool:
    """Say whether the container that a pointer ends in is there."""
    for token in pointer.split("/")[1:-1]:
        name = token.replace("~1", "/").replace("~0", "~")
        try:
            document = document[int(name) if isinstance(document, list) else name]
        except (KeyError, IndexError, ValueError, TypeError):
            return False
    return True


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(statement=changed_statements(), version=st.sampled_from(["1.0.3", "2.0.0"]))
def test_a_statement_is_kept_as_it_is_or_refused(
    ada: XapiClient, statement: Json, version: str
) -> None:
    client = ada.speaking(version)
    text = json.dumps(statement).encode()
    answer = client.ask("POST", "statements", None, text, {"Content-Type": "application/json"})
    if answer.status_code == 200:
        back = client.statement(answer.json[0])
        sent = comparable(statement)
        assert {k: v for k, v in comparable(back).items() if k in sent} == sent
        for style in ("ids", "canonical"):
            client.statement(answer.json[0], format=style)
        again = client.ask("POST", "statements", None, statement | {"id": answer.json[0]})
        assert again.status_code == 200
    else:
        assert all(resolves(pointer, statement) for pointer in pointers(answer))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(value=ANYTHING, resource=st.sampled_from(["statements", "activities/state", "agents"]))
def test_anything_at_all_gets_an_answer(ada: XapiClient, value: Any, resource: str) -> None:
    text = json.dumps(value)
    where = {"activityId": "x:a", "agent": an_agent(), "stateId": "s"}
    headers = {"Content-Type": "application/json"}
    if resource == "agents":
        answer = ada.ask("GET", resource, {"agent": text})
    elif resource == "statements":
        answer = ada.ask("POST", resource, None, text.encode(), headers)
    else:
        answer = ada.ask("PUT", resource, where, text.encode(), headers)
        if answer.status_code == 204:
            assert ada.ask("GET", resource, where).data == text.encode()
    assert answer.status_code in (200, 204, 400)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_bytes_at_all_get_an_answer(ada: XapiClient, data: st.DataObject) -> None:
    text = bytearray(json.dumps(WHOLE).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    content_type = data.draw(
        st.sampled_from(["application/json", "multipart/mixed; boundary=x", "text/plain"])
    )
    headers = {"Content-Type": content_type}
    answer = ada.ask("POST", "statements", None, bytes(text), headers)
    assert answer.status_code in (200, 400)
