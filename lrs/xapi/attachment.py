"""Attachments: what a statement says of them (xAPI-Data 2.4.11). Their bytes are no part of this."""

import re

from lrs.errors import Violation
from lrs.xapi import iri, language
from lrs.xapi.fault import Fault, wrong
from lrs.xapi.json_type import count
from lrs.xapi.properties import Properties, check, check_each

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"

_REQUIREMENT = "xAPI-Data 2.4.11"
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z\-]+"
_MEDIA_TYPE = re.compile(rf"{_NAME}/{_NAME}(?:[ \t]*;[^\x00-\x08\x0a-\x1f\x7f]*)?")
_SHA2 = re.compile(r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})")


def _media_type_fault(value: object) -> Fault | None:
    if type(value) is str and _MEDIA_TYPE.fullmatch(value):
        return None
    return wrong(value, "a media type, such as text/plain", _REQUIREMENT)


def _sha2_fault(value: object) -> Fault | None:
    if type(value) is str and _SHA2.fullmatch(value):
        return None
    expected = "a SHA-2 hash in hexadecimal (56, 64, 96 or 128 digits)"
    return wrong(value, expected, _REQUIREMENT)


_ATTACHMENT = Properties(
    "an Attachment",
    _REQUIREMENT,
    rules={
        "usageType": iri.fault,
        "contentType": _media_type_fault,
        "length": count,
        "sha2": _sha2_fault,
        "fileUrl": iri.fault,
    },
    parts={"display": language.check_map, "description": language.check_map},
    required=("usageType", "display", "contentType", "length", "sha2"),
)


def _check_attachment(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _ATTACHMENT, pointer, found)


def check_attachments(things: object, pointer: str, found: list[Violation]) -> None:
    check_each(things, _check_attachment, pointer, found, _REQUIREMENT)
