"""IRIs (RFC 3987): absolute, that is with a scheme, and free of the characters no IRI may hold."""

import re

from lrs.xapi.fault import Fault, wrong

_PATTERN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029]+")
_matches = _PATTERN.fullmatch


def is_iri(value: str) -> bool:
    return _matches(value) is not None


def fault(value: object) -> Fault | None:
    """Say why the value is no absolute IRI; None when it is one."""
    if type(value) is str and _matches(value) is not None:
        return None
    return wrong(value, "an IRI with a scheme, such as https://example.com/x", "xAPI-Data 2.2")
