"""Questions: interaction types and the components that go with them."""

import pytest

from tests.builders import a_statement, an_activity
from tests.unit.xapi.full_statement import ABSENT, a_question, everywhere, pointers

GOOD: list[tuple[str, object]] = [
    ("/object/definition/correctResponsesPattern", []),
    ("/object/definition/choices", []),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/object/definition/interactionType", "Choice", "/object/definition/interactionType"),
    ("/object/definition/interactionType", {}, "/object/definition/interactionType"),
    ("/object/definition/interactionType", ABSENT, "/object/definition/interactionType"),
    ("/object/definition/interactionType", "likert", "/object/definition/choices"),
    ("/object/definition/steps", [], "/object/definition/steps"),
    (
        "/object/definition/correctResponsesPattern",
        "red",
        "/object/definition/correctResponsesPattern",
    ),
    (
        "/object/definition/correctResponsesPattern",
        ["red", 5],
        "/object/definition/correctResponsesPattern/1",
    ),
    ("/object/definition/choices", {"id": "red"}, "/object/definition/choices"),
    ("/object/definition/choices/1", "blue", "/object/definition/choices/1"),
    ("/object/definition/choices/1/id", "red", "/object/definition/choices"),
    ("/object/definition/choices/1/id", 7, "/object/definition/choices/1/id"),
    ("/object/definition/choices/1/id", ABSENT, "/object/definition/choices/1/id"),
    ("/object/definition/choices/1/text", "x", "/object/definition/choices/1/text"),
    (
        "/object/definition/choices/0/description",
        {"en": 1},
        "/object/definition/choices/0/description/en",
    ),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4


COMPONENTS = ["choices", "scale", "source", "target", "steps"]
FITTING = {
    "true-false": [],
    "choice": ["choices"],
    "fill-in": [],
    "long-fill-in": [],
    "matching": ["source", "target"],
    "performance": ["steps"],
    "sequencing": ["choices"],
    "likert": ["scale"],
    "numeric": [],
    "other": [],
}


@pytest.mark.parametrize("interaction_type", FITTING)
@pytest.mark.parametrize("components", COMPONENTS)
def test_components_go_with_their_interaction_type(interaction_type: str, components: str) -> None:
    question = a_question(interaction_type, **{components: [{"id": "a"}]})
    fits = components in FITTING[interaction_type]

    refused = [] if fits else [f"/object/definition/{components}"]
    assert pointers(a_statement(object=question)) == refused


@pytest.mark.parametrize("components", ["correctResponsesPattern", *COMPONENTS])
def test_a_question_needs_its_interaction_type(components: str) -> None:
    untyped = an_activity("question", **{components: []})

    assert pointers(a_statement(object=untyped)) == ["/object/definition/interactionType"]
