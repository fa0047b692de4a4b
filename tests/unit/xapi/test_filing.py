"""Under what a statement is filed."""

from typing import Any

import pytest

from lrs.xapi import filing
from lrs.xapi.identifier import identifier
from tests.builders import (
    a_group,
    a_reference,
    a_statement,
    a_verb,
    a_voiding,
    an_account,
    an_activity,
    an_agent,
)

UPPER = "ABCDEF78-1234-5678-1234-567812345678"


def values(kind: str, statement: dict[str, Any]) -> set[str]:
    """Give what a query of this kind finds: a related one looks for the plain kind, too."""
    kinds = {kind, kind.removeprefix("related_")}
    return {value for of, value in filing.filed_under(statement) if of in kinds}


def names(*actors: dict[str, Any]) -> set[str | None]:
    return {identifier(actor) for actor in actors}


def sub_statement(**changes: Any) -> dict[str, Any]:
    return {"objectType": "SubStatement"} | a_statement(**changes)


def iri(name: str) -> str:
    return str(an_activity(name)["id"])


def test_verb_and_registration() -> None:
    statement = a_statement(verb=a_verb("passed"), context={"registration": UPPER})

    assert values("verb", statement) == {"http://adlnet.gov/expapi/verbs/passed"}
    assert values("registration", statement) == {UPPER.lower()}
    assert values("registration", a_statement()) == set()


def test_the_actor_and_an_object_that_is_one() -> None:
    ada, ben = an_agent("ada"), an_account("ben")
    statement = a_statement(actor=ada, object={"objectType": "Agent"} | ben)

    assert values("agent", statement) == names(ada, ben)
    assert values("related_agent", statement) == names(ada, ben)
    assert values("activity", statement) == set()


def test_a_group_is_found_by_itself_and_by_its_members() -> None:
    ada, ben = an_agent("ada"), an_agent("ben")
    team = a_group(ada, ben, mbox="mailto:team@example.org")

    assert values("agent", a_statement(actor=team)) == names(team, ada, ben)
    assert values("agent", a_statement(actor=a_group(ada, ben))) == names(ada, ben)
    assert values("agent", a_statement(object=team)) == names(an_agent(), team, ada, ben)


def test_everybody_else_is_related() -> None:
    actor, authority, instructor, member, coach, player = map(an_agent, "abcdef")
    team = a_group(player, account={"homePage": "https://x.org", "name": "team"})
    statement = a_statement(
        actor=actor,
        authority=authority,
        context={
            "instructor": instructor,
            "team": a_group(member),
            "contextAgents": [{"objectType": "contextAgent", "agent": coach}],
            "contextGroups": [{"objectType": "contextGroup", "group": team}],
        },
    )
    everybody = names(actor, authority, instructor, member, coach, player, team)

    assert values("agent", statement) == names(actor)
    assert values("related_agent", statement) == everybody
    assert names(*filing.actors(statement)) == everybody


def test_both_members_of_an_oauth_authority_are_related() -> None:
    statement = a_statement(authority=a_group(an_account("client"), an_agent("user")))

    assert names(an_account("client"), an_agent("user")) <= values("related_agent", statement)


def test_a_sub_statement_is_only_related() -> None:
    inner, teacher, target = map(an_agent, ["inner", "teacher", "target"])
    statement = a_statement(
        object=sub_statement(
            actor=inner,
            verb=a_verb("failed"),
            object=target,
            context={
                "registration": UPPER,
                "instructor": teacher,
                "contextActivities": {"parent": [an_activity("unit")]},
            },
        )
    )

    assert values("agent", statement) == names(an_agent())
    assert values("related_agent", statement) == names(an_agent(), inner, teacher, target)
    assert values("related_activity", statement) == {iri("unit")}
    assert values("verb", statement) == {"http://adlnet.gov/expapi/verbs/completed"}
    assert values("registration", statement) == set()


@pytest.mark.parametrize("relation", ["parent", "grouping", "category", "other"])
@pytest.mark.parametrize("wrap", [lambda activity: activity, lambda activity: [activity]])
def test_context_activities_are_related(relation: str, wrap: Any) -> None:
    context = {"contextActivities": {relation: wrap(an_activity("unit"))}}
    statement = a_statement(object="quiz", context=context)

    assert values("activity", statement) == {iri("quiz")}
    assert values("related_activity", statement) == {iri("quiz"), iri("unit")}


def test_an_object_without_type_is_an_activity() -> None:
    assert values("activity", a_statement(object={"id": "a:b"})) == {"a:b"}


def test_the_activity_of_a_sub_statement_is_only_related() -> None:
    statement = a_statement(object=sub_statement(object="quiz"))

    assert values("activity", statement) == set()
    assert values("related_activity", statement) == {iri("quiz")}


def test_references() -> None:
    assert filing.refers_to(a_statement(object=a_reference(UPPER))) == UPPER.lower()
    assert filing.refers_to(a_statement()) is None
    assert filing.refers_to(a_statement(object=sub_statement(object=a_reference(UPPER)))) is None


def test_voiding() -> None:
    assert filing.voids(a_voiding(UPPER)) == UPPER.lower()
    assert filing.voids(a_statement(object=a_reference(UPPER))) is None
    assert filing.voids(a_statement(object=sub_statement(**a_voiding(UPPER)))) is None


def test_activities_come_with_all_that_is_said_of_them() -> None:
    statement = a_statement(
        object={"id": iri("quiz"), "definition": {"name": {"en": "Quiz"}}},
        context={
            "contextActivities": {
                "parent": [{"id": iri("unit")}],
                "other": [{"id": iri("quiz"), "definition": {"type": "a:b"}}],
            }
        },
    )

    assert filing.activities(statement) == {
        iri("quiz"): {"name": {"en": "Quiz"}, "type": "a:b"},
        iri("unit"): {},
    }


def test_a_group_without_identifier_is_nobody_but_its_members_are() -> None:
    ada = an_agent("ada")

    assert filing.actors(a_statement(actor=a_group(ada))) == [ada]
