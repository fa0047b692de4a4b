"""Statement templates applied to statements (xAPI Profiles, part 3, 2.1), by a JSONPath library that isn't ours."""

from collections.abc import Mapping, Sequence
from typing import Any

import jsonpath

Json = Mapping[str, Any]


def templates_for(statement: Json, templates: Sequence[Json]) -> list[Json]:
    """The templates whose determining properties a statement has."""
    return [each for each in templates if _determines(each, statement)]


def broken_rules(statement: Json, template: Json) -> list[str]:
    """What of a template a statement doesn't keep."""
    return [
        f"{template['id']}: {rule['location']}"
        for rule in template.get("rules", ())
        if not _kept(rule, jsonpath.findall(rule["location"], statement))
    ]


def _determines(template: Json, statement: Json) -> bool:
    if template["verb"] != statement["verb"]["id"]:
        return False
    wanted = template.get("objectActivityType")
    found = statement["object"].get("definition", {}).get("type")
    return wanted is None or wanted == found


def _kept(rule: Json, found: Sequence[Any]) -> bool:
    presence = rule.get("presence")
    if (presence == "included" and not found) or (presence == "excluded" and found):
        return False
    if not found:
        return True
    return (
        ("any" not in rule or any(value in rule["any"] for value in found))
        and ("all" not in rule or all(value in rule["all"] for value in found))
        and not any(value in rule.get("none", ()) for value in found)
    )
