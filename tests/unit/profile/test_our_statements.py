"""What Hallway tells keeps its own templates, and its extensions keep their schemas."""

import json
from datetime import date

import jsonschema
import pytest

from lrs.profile.document import document
from lti_tool.sandbox.association.year import statements
from tests.unit.profile.template_rules import broken_rules, templates_for

MADE = document()
SCHEMAS = {
    each["id"]: jsonschema.Draft7Validator(json.loads(each["inlineSchema"]))
    for each in MADE["concepts"]
    if "inlineSchema" in each
}


@pytest.fixture(scope="module")
def year() -> list[dict]:
    return list(statements(date(2026, 11, 1), "https://lms.example", 60))


def test_a_year_of_the_demo_keeps_the_templates(year: list[dict]) -> None:
    wrong = {
        rule
        for each in year
        for template in templates_for(each, MADE["templates"])
        for rule in broken_rules(each, template)
    }
    assert sorted(wrong) == []


def test_each_template_is_used(year: list[dict]) -> None:
    """Templates that the demo doesn't use are those of rooms that nobody has in it."""
    used = {
        t["id"].rpartition("/")[2] for each in year for t in templates_for(each, MADE["templates"])
    }
    assert {t["id"].rpartition("/")[2] for t in MADE["templates"]} - used <= {
        "document-opened",
        "introduced",
        "mentioned",
        "need-closed",
        "need-resolved",
        "sale-closed",
        "sale-lost",
    }


def test_extensions_keep_their_schemas(year: list[dict]) -> None:
    for each in year:
        for place in ("context", "result"):
            for name, value in each.get(place, {}).get("extensions", {}).items():
                if name in SCHEMAS:
                    SCHEMAS[name].validate(value)


def test_the_rules_notice_a_spoilt_statement(year: list[dict]) -> None:
    review = next(each for each in year if each["verb"]["id"].endswith("/reviewed"))
    [template] = templates_for(review, MADE["templates"])
    assert broken_rules({**review, "result": {}}, template)
