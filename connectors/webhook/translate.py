"""Pure: an item of JSON, by the first rule that fits it, as a statement."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from connectors.webhook.mapping import Rule, read
from lrs import telling
from lrs.telling import Json, Statement

_PLACE = re.compile(r"\{([^{}]+)\}")
_NOTHING = object()


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell what the mapping tells; an item that no rule fits is none of its business."""
    item = event.body["item"]
    rule = next((each for each in read(origin.settings["mapping"]) if _fits(each, item)), None)
    return [_statement(rule, item, origin)] if rule else []


def find(item: Any, path: str) -> Any:
    """Follow a dotted path, numbers being places in lists. Raises Skippable when it leads nowhere."""
    found = _found(item, path)
    if found is _NOTHING:
        raise Skippable(f"There is nothing at {path}.")
    return found


def _found(item: Any, path: str) -> Any:
    for step in path.strip().split("."):
        if isinstance(item, Mapping) and step in item:
            item = item[step]
        elif isinstance(item, list) and step.isdecimal() and int(step) < len(item):
            item = item[int(step)]
        else:
            return _NOTHING
    return item


def filled(template: Any, item: Any) -> Any:
    """Put what stands at {dotted.paths} into a text; a text that is one path alone gives the value itself."""
    alone = _PLACE.fullmatch(str(template))
    if alone:
        return find(item, alone[1])
    return _PLACE.sub(lambda place: str(find(item, place[1])), str(template))


def _fits(rule: Rule, item: Any) -> bool:
    return all(_found(item, path) == value for path, value in rule.when.items())


def _statement(rule: Rule, item: Any, origin: Origin) -> Statement:
    thing = telling.activity(
        str(filled(rule.object["id"], item)),
        rule.object["type"],
        str(filled(rule.object["name"], item)),
    )
    result = _result({name: filled(each, item) for name, each in rule.result.items()})
    more: Json = {"result": result} if result else {}
    home = str(origin.settings["home"]).rstrip("/")
    account = {"homePage": home, "name": str(filled(rule.actor["account"], item))}
    actor: Json = {"objectType": "Agent", "account": account}
    if "name" in rule.actor:
        actor["name"] = str(filled(rule.actor["name"], item))
    more["context"] = telling.context(thing, platform=home)
    when = _moment(filled(rule.timestamp, item))
    return telling.statement(
        origin.iri, str(filled(rule.id, item)), when, actor, rule.verb, thing, **more
    )


def _result(found: Mapping[str, Any]) -> Json:
    result: Json = {name: bool(found[name]) for name in ("completion", "success") if name in found}
    if "seconds" in found:
        result["duration"] = telling.iso_duration(float(found["seconds"]))
    if "score" in found:
        result["score"] = {"raw": float(found["score"])}
        if float(found.get("max_score", 0)) > 0:
            most = float(found["max_score"])
            scaled = round(float(found["score"]) / most, 4)
            result["score"] |= {"min": 0, "max": most, "scaled": scaled}
    return result


def _moment(found: Any) -> datetime:
    """Read ISO 8601, or seconds since the epoch. Raises ValueError, Skippable."""
    if isinstance(found, int | float):
        return datetime.fromtimestamp(found, UTC)
    when = datetime.fromisoformat(str(found))
    if when.tzinfo is None:
        raise Skippable(f"The time {found} names no time zone.")
    return when.astimezone(UTC)
