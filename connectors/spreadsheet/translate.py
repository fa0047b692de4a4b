"""Pure: a row as a statement."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from connectors.spreadsheet import cells
from connectors.spreadsheet.fields import BY_NAME
from connectors.words import TYPES, VERBS
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SLUG = re.compile(r"[^\w.-]+")
_LONGEST = {"person": 300, "title": 1000, "activity": 2000, "name": 300}
Row = Mapping[str, str]


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell a row. Raises Skippable with what is wrong in it."""
    row: Row = event.body["fields"]
    _check(row)
    thing = _activity(row, origin)
    extensions: Json = {v.SOURCE_EVENT_ID: f"{event.body['file']}, row {event.body['row']}"}
    for name, iri in (("evidence", v.EVIDENCE_LEVEL), ("time_basis", v.TIME_BASIS)):
        if row.get(name):
            extensions[iri] = _choice(name, row[name])
    platform = str(origin.settings.get("system") or "Spreadsheet")
    more: Json = {"context": telling.context(thing, platform=platform, extensions=extensions)}
    verb = _verb(row.get("verb", ""))
    result = _result(row, verb)
    if result:
        more["result"] = result
    when = cells.moment(_needed(row, "at"), event.body["order"], event.body["time_zone"])
    return [telling.statement(origin.iri, event.id, when, _actor(row, origin), verb, thing, **more)]


def _check(row: Row) -> None:
    for name, text in row.items():
        if text.startswith("=") or "\x00" in text:
            raise Skippable(f"{BY_NAME[name].label}: a formula stands there; save its value.")
        if len(text) > _LONGEST.get(name, 500):
            raise Skippable(f"{BY_NAME[name].label}: {len(text)} characters are too many.")


def _actor(row: Row, origin: Origin) -> Json:
    """Identify by the id, else by the address as the settings allow it."""
    name = row.get("name") or f"{row.get('first_name', '')} {row.get('last_name', '')}".strip()
    agent: Json = {"objectType": "Agent", **({"name": name} if name else {})}
    home = _home(row.get("home") or str(origin.settings["home"]))
    mail = row.get("email", "")
    if mail and not _MAIL.fullmatch(mail):
        raise Skippable(f"E-mail: “{mail}” is no address.")
    if row.get("person"):
        return {**agent, "account": {"homePage": home, "name": row["person"]}}
    if not mail:
        raise Skippable("There is neither an id nor an e-mail of the person.")
    if origin.settings.get("mailboxes"):
        return {**agent, "mbox": f"mailto:{mail.lower()}"}
    return {**agent, "account": {"homePage": home, "name": mail.lower()}}


def _home(text: str) -> str:
    if urlsplit(text).scheme not in {"http", "https"} or not _IRI.fullmatch(text):
        raise Skippable(f"Home of the id: “{text}” is no address.")
    return text.rstrip("/")


def _verb(text: str) -> v.Verb:
    if text.lower() in VERBS:
        return VERBS[text.lower()]
    if not _IRI.fullmatch(text):
        raise Skippable(f"What they did: “{text}” is no IRI and none of {', '.join(VERBS)}.")
    return v.Verb(text, text.rstrip("/").rpartition("/")[2] or text)


def _activity(row: Row, origin: Origin) -> Json:
    title, iri = row.get("title", ""), row.get("activity", "")
    if iri and not _IRI.fullmatch(iri):
        raise Skippable(f"Its address: “{iri}” is no IRI.")
    if not iri:
        slug = _SLUG.sub("-", _needed(row, "title").lower()).strip("-")
        iri = f"{origin.iri}/activities/{quote(slug or 'untitled')}"
    kind = row.get("type", "course")
    if kind.lower() not in TYPES and not _IRI.fullmatch(kind):
        raise Skippable(f"Its kind: “{kind}” is no IRI and none of {', '.join(TYPES)}.")
    return telling.activity(iri, TYPES.get(kind.lower(), kind), title or iri)


def _result(row: Row, verb: v.Verb) -> Json:
    result: Json = {}
    if verb is v.COMPLETED:
        result["completion"] = True
    if verb in (v.PASSED, v.FAILED):
        result["success"] = verb is v.PASSED
    if row.get("success"):
        result["success"] = cells.yes(row["success"])
    if row.get("minutes"):
        result["duration"] = telling.iso_duration(cells.minutes(row["minutes"]) * 60)
    if row.get("score"):
        result["score"] = cells.score(row["score"], row.get("max_score", ""))
    return result


def _choice(name: str, text: str) -> str:
    field = BY_NAME[name]
    if text.lower() not in field.choices:
        raise Skippable(f"{field.label}: “{text}” is none of {', '.join(field.choices)}.")
    return text.lower()


def _needed(row: Row, name: str) -> str:
    if not row.get(name):
        raise Skippable(f"{BY_NAME[name].label}: nothing stands there.")
    return row[name]
