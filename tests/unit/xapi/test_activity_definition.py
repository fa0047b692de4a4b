import copy

import pytest

from lrs.xapi.activity_definition import merge

CHOICE = {
    "interactionType": "choice",
    "correctResponsesPattern": ["a"],
    "choices": [{"id": "a", "description": {"en": "A"}}],
}


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        ({}, {"type": "http://x/t"}, {"type": "http://x/t"}),
        ({"type": "http://x/t"}, {}, {"type": "http://x/t"}),
        ({"type": "http://x/t"}, {"type": "http://x/u"}, {"type": "http://x/u"}),
        (
            {"name": {"en-US": "example meeting"}},
            {"name": {"fr-FR": "réunion"}},
            {"name": {"en-US": "example meeting", "fr-FR": "réunion"}},
        ),
        (
            {"description": {"en": "old", "de": "alt"}},
            {"description": {"en": "new"}},
            {"description": {"en": "new", "de": "alt"}},
        ),
        (
            {"name": {"en": "a"}},
            {"description": {"en": "b"}},
            {"name": {"en": "a"}, "description": {"en": "b"}},
        ),
        (
            {"extensions": {"http://x/1": {"a": 1}, "http://x/2": 2}},
            {"extensions": {"http://x/1": {"b": 1}}},
            {"extensions": {"http://x/1": {"b": 1}, "http://x/2": 2}},
        ),
        (CHOICE, {"name": {"en": "Q"}}, {**CHOICE, "name": {"en": "Q"}}),
        (
            {**CHOICE, "moreInfo": "http://x"},
            {"interactionType": "true-false"},
            {"interactionType": "true-false", "moreInfo": "http://x"},
        ),
    ],
)
def test_newer_adds_to_older(old: dict, new: dict, merged: dict) -> None:
    before = copy.deepcopy((old, new))
    assert merge(old, new) == merged
    assert (old, new) == before
