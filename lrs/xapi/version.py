"""xAPI versions: which ones there are, and which one a request speaks (xAPI-Communication 3.3)."""

import re
from enum import Enum

from lrs.errors import InvalidRequest, Violation
from lrs.xapi.fault import Fault, shown, wrong

HEADER = "X-Experience-API-Version"


class Version(Enum):
    """The versions that this store speaks; the value is what the answer's header says."""

    V1_0_3 = "1.0.3"
    V2_0 = "2.0.0"


_REQUIREMENT = "xAPI-Communication 3.3"
_HEADERS = {
    Version.V1_0_3: re.compile(r"1\.0(?:\.[0-9]+)?", re.ASCII),
    Version.V2_0: re.compile(r"2\.0(?:\.[0-9]+)?", re.ASCII),
}
# xAPI 2.0 takes statements of 1.0.x as well: they conform to its data model.
_STATEMENTS = {
    Version.V1_0_3: (re.compile(r"1\.0(?:\.[0-9]+)?"), '"1.0" or "1.0.x"'),
    Version.V2_0: (re.compile(r"[12]\.0(?:\.[0-9]+)?"), '"2.0.x" or "1.0.x"'),
}
# What a statement without a version gets (xAPI-Data 2.4.10).
OF_STATEMENTS = {Version.V1_0_3: "1.0.0", Version.V2_0: "2.0.0"}


def negotiate(header: str | None) -> Version:
    """Return the version that a request speaks. Raises InvalidRequest."""
    if header is None:
        raise InvalidRequest(Violation(HEADER, "is missing; send 1.0.3 or 2.0.0", _REQUIREMENT))
    for version, pattern in _HEADERS.items():
        if pattern.fullmatch(header.strip()):
            return version
    message = f"must be 1.0.x or 2.0.x, not {shown(header)}"
    raise InvalidRequest(Violation(HEADER, message, _REQUIREMENT))


def statement_version_fault(version: Version, value: object) -> Fault | None:
    """Say why a statement can't have this version property in a request of that version."""
    pattern, expected = _STATEMENTS[version]
    if type(value) is str and pattern.fullmatch(value):
        return None
    return wrong(value, expected, "xAPI-Data 2.4.10")
