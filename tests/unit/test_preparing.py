"""A batch gives the same submission or the same refusal, whether it is taken by its parts or read whole."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson
import pytest

from lrs import Scope
from lrs.access import Access
from lrs.errors import InvalidRequest, InvalidStatement, Violation
from lrs.preparing import prepare
from lrs.submission import Submission
from lrs.xapi.strict_json import Elements
from lrs.xapi.verb import VOIDED
from lrs.xapi.version import Version
from tests.builders import a_group, a_reference, a_statement, an_account, an_activity, an_agent
from tests.unit.xapi import full_statement
from tests.unit.xapi.full_statement import ABSENT, IRI, a_full_statement, as_sub_statement, put

MADE = UUID("11111111-1111-4111-8111-111111111111")
OTHER = "22222222-2222-4222-8222-222222222222"
AUTHORITIES = (
    an_account("key", "https://hallway.example.org"),
    a_group(an_account("app"), an_agent("ada")),
)
VALUES = (
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    IRI,
    "mailto:a@b.example",
    full_statement.UUID,
    [],
    [1],
    {},
    {"x": 1},
)
MORE = (an_agent("zoe"), a_group(an_agent("yan")), [an_activity("z")], {"en": "Z"}, VOIDED, ABSENT)


def usual(**changes: Any) -> dict[str, Any]:
    """A statement with all that can be taken by its parts."""
    statement = {k: v for k, v in a_full_statement().items() if k in USUAL}
    statement["context"] = statement["context"] | {
        "contextActivities": {
            "parent": [an_activity("single")],
            "other": [an_activity(), {"id": IRI}],
        }
    }
    return {"id": full_statement.UUID} | statement | changes


USUAL = ("actor", "verb", "object", "result", "context", "timestamp", "version")


def pointers(value: Any, pointer: str = "") -> Iterator[str]:
    if pointer:
        yield pointer
    for name in (
        value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    ):
        yield from pointers(value[name], f"{pointer}/{str(name).replace('/', '~1')}")


def outcome(
    elements: Elements, version: Version, authority: Any, *, whole: bool = False
) -> Submission | tuple[Violation, ...]:
    access = Access(1, frozenset([Scope.ALL]), authority)
    try:
        if whole:
            assert elements.read is not None
        return prepare(access, elements, {}, version)
    except (InvalidStatement, InvalidRequest) as error:
        return error.violations


def both(raw: bytes, version: Version = Version.V1_0_3, authority: Any = AUTHORITIES[0]) -> bool:
    """Say whether it was good and taken by its parts; fails if that makes any difference."""
    by_parts = Elements(raw)
    expected = outcome(Elements(raw), version, authority, whole=True)
    assert outcome(by_parts, version, authority) == expected
    return isinstance(expected, Submission) and by_parts.unread is not None


@pytest.fixture(autouse=True)
def _same_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lrs.preparer.uuid4", lambda: MADE)


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("version", Version)
def test_a_usual_statement_is_taken_by_its_parts(version: Version, authority: Any) -> None:
    batch = [usual(), usual(id=OTHER, object=an_activity("other"))]
    assert both(orjson.dumps(usual()), version, authority)
    assert both(orjson.dumps(batch), version, authority)
    assert both(orjson.dumps(a_statement()), version, authority)
    assert both(b"[]", version, authority)


def test_who_and_what_a_context_of_2_0_names_is_found() -> None:
    agents = [{"objectType": "contextAgent", "agent": an_agent("ben"), "relevantTypes": [IRI]}]
    groups = [{"objectType": "contextGroup", "group": a_group(an_agent("cleo"))}]
    context = {"contextAgents": agents, "contextGroups": groups}
    assert both(orjson.dumps(usual(context=context)), Version.V2_0)


@pytest.mark.parametrize("pointer", list(pointers(usual())))
def test_whatever_stands_anywhere_is_taken_or_refused_alike(pointer: str) -> None:
    for value in (*VALUES, *MORE):
        changed = orjson.dumps(put(usual(), pointer, value))
        for version in Version:
            both(changed, version)
    both(orjson.dumps([usual(), put(usual(), pointer, None), put(usual(), pointer, ABSENT)]))


@pytest.mark.parametrize(
    "unusual",
    [
        a_statement(object=a_reference(MADE)),
        a_statement(verb=VOIDED, object=a_reference(MADE)),
        a_statement(object=an_agent()),
        as_sub_statement(usual()),
        a_statement() | {"id": full_statement.UUID},
        usual(authority=an_agent("client"), stored="2026-01-31T12:00:00Z"),
        usual(context={"contextActivities": {"parent": an_activity("single")}}),
        usual(context={}),
        usual(context={"extensions": {IRI: 70_000 * "x"}}),
    ],
)
def test_what_is_unusual_does_not_keep_the_others_from_being_usual(unusual: dict[str, Any]) -> None:
    assert both(orjson.dumps([usual(id=OTHER), unusual]))


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps([usual()]).encode(),
        json.dumps(usual(), indent=1).encode(),
        json.dumps(usual(object=an_activity("æ")), separators=(",", ":")).encode(),
        orjson.dumps([usual()]).replace(b'"version":"1.0.0"', b'"version":"2.0","version":"1.0.0"'),
        orjson.dumps([usual()]).replace(b'"platform":"M', b'"platform":"","platform":"M'),
        orjson.dumps([usual()]).replace(b'"success":', b'"success":false,"success":'),
        orjson.dumps([usual()]).replace(b'"scaled":', b'"scaled":1,"scaled":'),
        orjson.dumps([usual()]).replace(b'"name":"Ada"', b'"name":"A","name":"Ada"'),
        orjson.dumps([usual()]).replace(b'"raw":5', b'"raw":5e0'),
        orjson.dumps([usual()]).replace(b'"raw":5', b'"raw":123456789012345678901234567890'),
        orjson.dumps([usual()]).replace(b'"actor"', b'"act\\u006fr"'),
        orjson.dumps([usual()]).replace(b"Ada", b"\\ud800"),
        orjson.dumps([usual()]).replace(b"Ada", b"\xff"),
        orjson.dumps([usual()])[:-1],
        orjson.dumps([usual()]) + b"]",
        b"\xef\xbb\xbf" + orjson.dumps([usual()]),
        orjson.dumps([usual(), usual()]),
        orjson.dumps([usual(), a_full_statement()]),
        orjson.dumps([usual(), 1]),
        orjson.dumps(usual(attachments=[full_statement.an_attachment()])),
        orjson.dumps(usual(attachments=[full_statement.an_attachment(fileUrl=None)])),
        b"{}",
        b"[{}]",
        b"1",
        b"",
    ],
)
def test_what_is_not_compact_or_not_good_is_read_whole(raw: bytes) -> None:
    assert not both(raw)


@pytest.mark.parametrize(("levels", "is_good"), [(20, True), (90, True), (97, False), (300, False)])
def test_what_lies_deep_is_refused_all_the_same(levels: int, is_good: bool) -> None:
    deep = b"[" * levels + b"]" * levels
    raw = orjson.dumps([usual()]).replace(b'"extensions":{}', b'"extensions":{"x:y":%b}' % deep)
    both(raw)
    found = outcome(Elements(raw), Version.V1_0_3, AUTHORITIES[0])
    assert isinstance(found, Submission) == is_good
