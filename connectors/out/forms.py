"""An outlet as a form, and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from connectors.out.outlet import Kind
from connectors.out.plan import Plan
from lrs import InvalidRequest, Violation

BEGINNING, NOW = "beginning", "now"


def plan(kind: Kind, form: MultiDict[str, str]) -> Plan:
    """Read a posted form. Raises InvalidRequest for a day that is none; the schema checks the rest."""
    lines = {name: _lines(form.get(name, "")) for name in ("verbs", "types", "groups", "keys")}
    given: dict[str, Any] = {
        **{name: values for name, values in lines.items() if name != "keys" or kind is Kind.LRS},
        **{name: form.get(name, "").strip() for name in ("address", "key", "secret")},
    }
    if kind is Kind.WEBHOOK:
        given["happenings"] = form.getlist("happenings")
    return Plan(kind, form.get("name", "").strip(), given, since(form.get("since", "")))


def since(text: str) -> int | None:
    """Read from when on statements go out: a day, `beginning`, or `now`; microseconds."""
    if text in ("", NOW):
        return None
    if text == BEGINNING:
        return 0
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        message = "Write a day as 2026-03-31, “beginning” or “now”."
        raise InvalidRequest(Violation("/since", message, "outlet")) from error
    return round(day.timestamp() * 1_000_000)


def problems(error: InvalidRequest) -> Mapping[str, str]:
    return {wrong.pointer.lstrip("/"): wrong.message for wrong in error.violations}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
