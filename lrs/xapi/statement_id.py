"""UUIDs in their standard string form (xAPI-Data 4.4).

Any version and variant is accepted: the specification's own examples use ones that RFC 4122 doesn't
define. A statement keeps the case its id was written in; ids are compared in lower case.
"""

import re

from lrs.xapi.fault import Fault, wrong

_matches = re.compile(
    r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
).fullmatch


def fault(value: object) -> Fault | None:
    """Say why the value is no UUID; None when it is one."""
    if type(value) is str and _matches(value) is not None:
        return None
    expected = "a UUID, such as 12345678-1234-5678-1234-567812345678"
    return wrong(value, expected, "xAPI-Data 4.4")


def folded(uuid: str) -> str:
    """Return the one form under which equal UUIDs are found."""
    return uuid.lower()
