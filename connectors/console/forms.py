"""A connector's settings as a form, and back."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from marshmallow import fields, missing
from marshmallow.validate import OneOf

from connectors.connector import Connector
from connectors.desk import Plan

AnyField = fields.Field[Any]
_DESTINATION = ("endpoint", "key", "secret")


class Field(NamedTuple):
    """One input: its `kind` is text, url, number, checkbox, password, textarea or select."""

    name: str
    label: str
    hint: str
    kind: str
    required: bool
    value: Any
    options: tuple[str, ...] = ()


def fields_of(kind: Connector, values: Mapping[str, Any]) -> list[Field]:
    """Give the inputs; a secret's value is never shown again."""
    return [_field(name, each, values) for name, each in kind.schema().fields.items()]


def plan(kind: Connector, form: Mapping[str, str]) -> Plan:
    """Read a posted form; the schema checks what it says."""
    settings: dict[str, Any] = {}
    for name, each in kind.schema().fields.items():
        if isinstance(each, fields.Boolean):
            settings[name] = name in form
        elif form.get(name, "") != "":
            settings[name] = form[name].strip()
    destination = {name: form.get(f"to_{name}", "").strip() for name in _DESTINATION}
    return Plan(
        kind.name,
        form.get("name", "").strip(),
        settings,
        destination if destination["endpoint"] else {},
        "aggregate" in form,
        _days(form.get("raw_days", "")),
    )


def _days(text: str) -> int:
    return min(365, int(text)) if text.isdecimal() else 14


def _field(name: str, each: AnyField, values: Mapping[str, Any]) -> Field:
    secret = bool(each.metadata.get("secret"))
    default = "" if each.load_default is missing else each.load_default
    return Field(
        name,
        str(each.metadata.get("label", name)),
        str(each.metadata.get("hint", "")),
        "password" if secret else _kind(each),
        each.required,
        "" if secret else values.get(name, default),
        _options(each),
    )


def _kind(each: AnyField) -> str:
    if isinstance(each, fields.Boolean):
        return "checkbox"
    if _options(each):
        return "select"
    if each.metadata.get("long"):
        return "textarea"
    if isinstance(each, fields.Integer):
        return "number"
    return "url" if isinstance(each, fields.Url) else "text"


def _options(each: AnyField) -> tuple[str, ...]:
    found = [check for check in each.validators if isinstance(check, OneOf)]
    return tuple(map(str, found[0].choices)) if found else ()
