"""The Profile's document keeps the rules of the specification, its graph included."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lrs import vocabulary
from lrs.profile.document import document
from lrs.vocabulary import PROFILE

SCHEMA = json.loads((Path(__file__).parent / "profile_schema.json").read_text())
MADE = document()
PATTERNS = {each["id"]: each for each in MADE["patterns"]}
TEMPLATES = {each["id"] for each in MADE["templates"]}


def test_it_keeps_the_rules_of_its_parts() -> None:
    checker = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(MADE)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.pop("versions"),
        lambda made: made["concepts"].append({"id": "x"}),
        lambda made: made["templates"][0].update(rules=[]),
        lambda made: made["patterns"][0].update(optional=PROFILE),
        lambda made: made.update(seeAlso=""),
    ],
)
def test_the_rules_notice_a_spoilt_document(spoil) -> None:
    made = json.loads(json.dumps(MADE))
    spoil(made)
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(made)


def _things() -> Iterator[dict[str, Any]]:
    yield from (*MADE["concepts"], *MADE["templates"], *MADE["patterns"])


def test_each_id_stands_once_below_the_profile() -> None:
    ids = [each["id"] for each in _things()]
    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"{PROFILE}/") for each in ids)


def test_everything_belongs_to_a_version_of_the_profile() -> None:
    versions = {each["id"] for each in MADE["versions"]}
    assert {each["inScheme"] for each in _things()} <= versions


def test_schemas_of_extensions_are_schemas() -> None:
    for concept in MADE["concepts"]:
        if "inlineSchema" in concept:
            jsonschema.Draft7Validator.check_schema(json.loads(concept["inlineSchema"]))


def _members(pattern: dict[str, Any]) -> list[str]:
    for name in ("sequence", "alternates"):
        if name in pattern:
            return pattern[name]
    return [pattern[name] for name in ("optional", "oneOrMore", "zeroOrMore") if name in pattern]


def test_patterns_refer_to_what_is_there() -> None:
    known = TEMPLATES | set(PATTERNS)
    assert [m for p in PATTERNS.values() for m in _members(p) if m not in known] == []


def test_patterns_have_no_circle() -> None:
    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"{name} contains itself"
        for member in _members(PATTERNS[name]) if name in PATTERNS else ():
            walk(member, (*above, name))

    for name in PATTERNS:
        walk(name, ())


def test_alternates_hold_nothing_that_may_be_missing() -> None:
    for pattern in PATTERNS.values():
        for member in pattern.get("alternates", ()):
            assert not {"optional", "zeroOrMore"} & PATTERNS.get(member, {}).keys()


def test_every_term_of_ours_that_is_used_is_published() -> None:
    published = {each["id"] for each in MADE["concepts"]}
    used = {
        value.iri if isinstance(value, vocabulary.Verb) else value
        for value in vars(vocabulary).values()
        if isinstance(value, str | vocabulary.Verb)
    }
    ours = {each for each in used if str(each).startswith(f"{PROFILE}/")}
    assert sorted(ours - published - {MADE["versions"][0]["id"]}) == []
