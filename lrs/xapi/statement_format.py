"""The formats in which statements are given out, besides `exact` (xAPI-Communication 2.1.3)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lrs.xapi import accept_language
from lrs.xapi.activity_definition import COMPONENT_LISTS, LANGUAGE_MAPS
from lrs.xapi.actor import IDENTIFIERS
from lrs.xapi.stamping import as_array

Json = dict[str, Any]


def ids(statement: Json) -> Json:
    """Keep only what identifies agents, groups, verbs and activities."""
    reduced = _changed(statement, ids, _id_only)
    reduced["verb"] = _id_only(statement["verb"])
    reduced |= _identified_in(statement, ("actor", "authority"))
    if statement["object"].get("objectType") in ("Agent", "Group"):
        reduced["object"] = {"objectType": "Agent", **_identified(statement["object"])}
    if "context" in reduced:
        reduced["context"] = _context_identified(reduced["context"])
    return reduced


def canonical(statement: Json, languages: Sequence[str], definitions: Mapping[str, Json]) -> Json:
    """Put in the store's definitions, by activity id, and keep one language of each language map.

    An activity of which the store knows no definition keeps its own; agents and groups stay as they were.
    """

    def activity(one: Json) -> Json:
        definition = definitions.get(one["id"]) or one.get("definition")
        return {**one, "definition": _monolingual(definition, languages)} if definition else one

    def substatement(one: Json) -> Json:
        return canonical(one, languages, definitions)

    changed = _changed(statement, substatement, activity)
    changed["verb"] = _one_language(statement["verb"], ("display",), languages)
    return changed


def _changed(
    statement: Json, substatement: Callable[[Json], Json], activity: Callable[[Json], Json]
) -> Json:
    """Copy a statement with its activities, and the SubStatement that it may hold, changed."""
    kind = statement["object"].get("objectType", "Activity")
    change = {"Activity": activity, "SubStatement": substatement}.get(kind, dict)
    changed = {**statement, "object": change(statement["object"])}
    grouped = statement.get("context", {}).get("contextActivities")
    if grouped:
        lists = {key: [activity(one) for one in as_array(grouped[key])] for key in grouped}
        changed["context"] = {**statement["context"], "contextActivities": lists}
    return changed


def _id_only(one: Json) -> Json:
    return {"id": one["id"]}


def _identified(actor: Json) -> Json:
    identifier = {name: actor[name] for name in IDENTIFIERS if name in actor}
    if actor.get("objectType") != "Group":
        return identifier
    members = {} if identifier else {"member": [_identified(one) for one in actor["member"]]}
    return {"objectType": "Group", **identifier, **members}


def _identified_in(holder: Json, names: Sequence[str]) -> Json:
    return {name: _identified(holder[name]) for name in names if name in holder}


def _context_identified(context: Json) -> Json:
    related: Json = {
        name: [{**one, **_identified_in(one, ("agent", "group"))} for one in context[name]]
        for name in ("contextAgents", "contextGroups")
        if name in context
    }
    return {**context, **_identified_in(context, ("instructor", "team")), **related}


def _monolingual(definition: Json, languages: Sequence[str]) -> Json:
    components = {
        name: [_one_language(one, ("description",), languages) for one in definition[name]]
        for name in COMPONENT_LISTS
        if name in definition
    }
    return {**_one_language(definition, LANGUAGE_MAPS, languages), **components}


def _one_language(holder: Json, names: Sequence[str], languages: Sequence[str]) -> Json:
    chosen = {
        name: accept_language.choose(holder[name], languages) for name in names if name in holder
    }
    return {**holder, **chosen}
