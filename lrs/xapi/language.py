"""Language tags (RFC 5646) and the maps that have them as keys (xAPI-Data 4.2)."""

import re
from functools import lru_cache

from lrs.errors import Violation
from lrs.xapi import json_type
from lrs.xapi.fault import Fault, shown, wrong
from lrs.xapi.properties import escaped, refuse

_REQUIREMENT = "xAPI-Data 4.2"
_TAG = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"  # language and its extensions
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
    r"|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    r"|sgn-(?:be-fr|be-nl|ch-de))",
    re.IGNORECASE | re.ASCII,
)


@lru_cache(maxsize=1024)
def is_tag(text: str) -> bool:
    return len(text) < 100 and _TAG.fullmatch(text) is not None


def fault(value: object) -> Fault | None:
    """Say why the value is no language tag; None when it is one."""
    if type(value) is str and is_tag(value):
        return None
    return wrong(value, "a language tag, such as en or pt-BR", _REQUIREMENT)


def check_map(thing: object, pointer: str, found: list[Violation]) -> None:
    if type(thing) is not dict:
        expected = 'a language map, such as {"en": "…"}'
        refuse(wrong(thing, expected, _REQUIREMENT), pointer, found)
        return
    for tag, text in thing.items():
        if type(text) is not str or not is_tag(tag):
            _refuse_entry(tag, text, f"{pointer}/{escaped(tag)}", found)


def _refuse_entry(tag: str, text: object, pointer: str, found: list[Violation]) -> None:
    if not is_tag(tag):
        message = f"has the key {shown(tag)}; it must be a language tag, such as en or pt-BR"
        refuse(Fault(message, _REQUIREMENT), pointer, found)
    fault_of_text = json_type.string(text)
    if fault_of_text is not None:
        refuse(fault_of_text, pointer, found)
