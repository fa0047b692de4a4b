"""Mailto IRIs and their hashes, as mbox and mbox_sha1sum hold them (xAPI-Data 2.4.2.3)."""

import re

from lrs.xapi.fault import Fault, wrong

_REQUIREMENT = "xAPI-Data 2.4.2.3"
_UNSAFE = r"\x00-\x20\x7f<>\"(),:;\\@\[\]"
_MAILTO = re.compile(rf"mailto:[^{_UNSAFE}]+@(?:[^{_UNSAFE}/?#]+|\[[0-9A-Za-z:.]+\])")
_SHA1 = re.compile(r"[0-9A-Fa-f]{40}")


def fault(value: object) -> Fault | None:
    """Say why the value is no mailto IRI; None when it is one."""
    if type(value) is str and _MAILTO.fullmatch(value):
        return None
    return wrong(value, "mailto: and an e-mail address", _REQUIREMENT)


def hash_fault(value: object) -> Fault | None:
    """Say why the value is no SHA-1 hash in hexadecimal; None when it is one."""
    if type(value) is str and _SHA1.fullmatch(value):
        return None
    return wrong(value, "the 40 hexadecimal digits of a SHA-1 hash", _REQUIREMENT)


def folded(mbox: str) -> str:
    """Return the mbox with its domain in lower case: domains are case-insensitive (2.3.1)."""
    local, _, domain = mbox.rpartition("@")
    return f"{local}@{domain.lower()}"
