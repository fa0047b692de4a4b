"""Ears at the door of the store: what Hallway tells itself keeps the templates of our Profile and of video's."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from lrs import Lrs
from lrs.profile.document import document
from lrs.vocabulary import PROFILE_VERSION, SOURCE_SYSTEM, VOIDED
from tests.unit.profile.template_rules import broken_rules, templates_for
from tests.video_profile import TEMPLATES, alone

Json = dict[str, Any]
VIDEO = "https://w3id.org/xapi/video/v1.0.2"


@pytest.fixture(autouse=True)
def what_we_tell(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Json]]:
    """Listen to all that rooms and staff tell, and complain when the test is over."""
    told: list[Json] = []

    def listening(record: Callable[..., Any]) -> Callable[..., Any]:
        def heard(lrs: Lrs, access: Any, batch: Sequence[Any], *more: Any) -> Any:
            told.extend(each for each in batch if isinstance(each, dict))
            return record(lrs, access, batch, *more)

        return heard

    for way in ("record_along", "record_statements"):
        monkeypatch.setattr(Lrs, way, listening(getattr(Lrs, way)))
    yield told
    assert sorted({fault for each in told for fault in faults(each)}) == []


def faults(statement: Json) -> Iterator[str]:
    """Say what of the templates a statement of ours doesn't keep."""
    if statement["verb"]["id"] == VOIDED.iri or not _ours(statement):
        return
    for template in templates_for(statement, _templates()):
        yield from broken_rules(statement, template)
    categories = _categories(statement)
    if PROFILE_VERSION not in categories:
        yield f"{statement['verb']['id']} doesn't name our Profile"
    if VIDEO in categories and statement["verb"]["id"] in TEMPLATES:
        yield from (f"{statement['verb']['id']}: {fault}" for fault in alone(statement))


def _ours(statement: Json) -> bool:
    """Leave out what connected systems assert."""
    context = statement.get("context", {})
    named = context.get("platform") or context.get("extensions", {}).get(SOURCE_SYSTEM)
    return named == "Hallway"


def _categories(statement: Json) -> set[str]:
    activities = statement.get("context", {}).get("contextActivities", {})
    return {each["id"] for each in activities.get("category", ())}


@cache
def _templates() -> Sequence[Json]:
    return document()["templates"]
