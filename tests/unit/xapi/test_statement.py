"""What makes a statement good or bad, and where the refusal points."""

from typing import Any

import pytest

from lrs.xapi.statement import violations
from lrs.xapi.version import Version
from tests.builders import (
    a_group,
    a_reference,
    a_statement,
    a_verb,
    an_account,
    an_activity,
    an_agent,
)
from tests.unit.xapi.full_statement import (
    UUID,
    a_full_statement,
    as_sub_statement,
    everywhere,
    pointers,
    put,
)

V1, V2 = Version.V1_0_3, Version.V2_0
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


@pytest.mark.parametrize("version", Version)
def test_a_statement_with_every_property_is_good(version: Version) -> None:
    assert violations(a_full_statement(), version) == []
    assert violations(as_sub_statement(a_full_statement()), version) == []


@pytest.mark.parametrize(
    ("pointer", "value"), [("/timestamp", "01/011/2015"), ("/timestamp", 5), ("/Actor", {})]
)
def test_bad_in_either(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[pointer]] * 4


ONLY_STATEMENTS = [
    ("/id", 5),
    ("/id", "AA97B177-9383-4934-8543-0F91A7A028368"),
    ("/id", "MA97B177-9383-4934-8543-0F91A7A02836"),
    ("/id", "12345678123456781234567812345678"),
    ("/stored", "yesterday"),
    ("/stored", None),
    ("/version", "0.9.9"),
    ("/version", "1.1.0"),
    ("/version", 1.0),
    ("/authority", {"objectType": "Agent"}),
    ("/authority", a_group(an_account())),
    ("/authority", a_group(an_account(), an_agent(), an_agent("ben"))),
    ("/authority", a_group(an_agent(), an_agent("ben"))),
    ("/authority", a_group(an_account(), an_agent(), mbox="mailto:team@example.org")),
]


@pytest.mark.parametrize(("pointer", "value"), ONLY_STATEMENTS)
def test_bad_in_what_only_statements_have(pointer: str, value: object) -> None:
    assert pointer in pointers(put(a_full_statement(), pointer, value))


def test_an_application_and_its_user_may_be_the_authority() -> None:
    assert pointers(a_full_statement() | {"authority": a_group(an_account(), an_agent())}) == []


@pytest.mark.parametrize("name", ["id", "stored", "version", "authority"])
def test_a_sub_statement_has_none_of_what_stores_assign(name: str) -> None:
    statement = as_sub_statement(a_full_statement())
    statement["object"][name] = a_full_statement()[name]

    assert pointers(statement) == [f"/object/{name}"]


def test_a_sub_statement_contains_no_sub_statement() -> None:
    inner = as_sub_statement(a_statement())
    nested = as_sub_statement(inner)

    assert pointers(nested) == ["/object/object/objectType"]


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.9"])
def test_every_patch_of_1_0_is_good_in_either_version(version: str) -> None:
    assert pointers(a_statement(version=version), V1) == []
    assert pointers(a_statement(version=version), V2) == []


def test_statements_of_2_0_need_a_request_of_2_0() -> None:
    assert pointers(a_statement(version="2.0.0"), V2) == []
    assert pointers(a_statement(version="2.0.0"), V1) == ["/version"]


@pytest.mark.parametrize("name", ["revision", "platform"])
@pytest.mark.parametrize(
    "target", [an_agent(), a_group(), a_reference(UUID), as_sub_statement(a_statement())["object"]]
)
def test_revision_and_platform_go_with_activities_only(name: str, target: dict[str, Any]) -> None:
    statement = a_statement(object=target, context={name: "3"})

    assert pointers(statement) == [f"/context/{name}"]
    assert pointers(a_statement(context={name: "3"})) == []


@pytest.mark.parametrize("target", [an_agent(), a_group()])
def test_an_agent_or_group_as_object_needs_its_object_type(target: dict[str, Any]) -> None:
    untyped = {name: value for name, value in target.items() if name != "objectType"}

    assert pointers(a_statement(object=target)) == []
    assert "/object/id" in pointers(a_statement(object=untyped))


def test_a_reference_names_a_statement() -> None:
    assert pointers(a_statement(object=a_reference(UUID))) == []
    assert pointers(a_statement(object=a_reference("not-a-uuid"))) == ["/object/id"]
    assert pointers(a_statement(object={"objectType": "StatementRef"})) == ["/object/id"]


def test_only_a_reference_can_be_voided() -> None:
    voiding = a_statement(verb=a_verb(VOIDED), object=a_reference(UUID))

    assert pointers(voiding) == []
    assert pointers(voiding | {"object": an_activity()}) == ["/object"]


@pytest.mark.parametrize("value", [None, [], "x", 5, True])
def test_only_an_object_is_a_statement(value: object) -> None:
    assert [v.pointer for v in violations(value, V1, "/3")] == ["/3"]


def test_all_violations_come_at_once_with_place_rule_and_advice() -> None:
    statement = put(put(a_full_statement(), "/verb/id", "done"), "/result/score/scaled", 2)
    statement["context"]["registration"] = None

    found = violations(statement, V1, "/7")

    assert [(v.pointer, v.requirement) for v in found] == [
        ("/7/verb/id", "xAPI-Data 2.2"),
        ("/7/result/score/scaled", "xAPI-Data 2.4.5.1"),
        ("/7/context/registration", "xAPI-Data 2.2"),
    ]
    assert found[0].message == (
        'must be an IRI with a scheme, such as https://example.com/x, not "done"'
    )
    assert "null" in found[2].message
