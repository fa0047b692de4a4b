"""If-Match and If-None-Match on the document resources (xAPI-Communication 3.1)."""

import re

from lrs.errors import DocumentConflict, PreconditionFailed
from lrs.xapi.version import Version

_TAG = re.compile(r'(?:W/)?"([^"]*)"|([^\s,"]+)')


def is_required(version: Version, *, state: bool) -> bool:
    """Say if a PUT over a document needs a precondition: always, but for State before 2.0."""
    return version is Version.V2_0 or not state


def check(
    method: str,
    if_match: str | None,
    if_none_match: str | None,
    current_etag: str | None,
    *,
    required: bool,
) -> None:
    """Compare a write's headers with the document; `current_etag` is None where there is none.

    Raises PreconditionFailed, or DocumentConflict for a PUT over a document without precondition.
    """
    if if_match is not None and not _matches(if_match, current_etag):
        raise PreconditionFailed(_lost(current_etag))
    if if_none_match is not None and _matches(if_none_match, current_etag):
        raise PreconditionFailed(
            "If-None-Match says that the document must be new, but it exists. GET it, and send "
            f"If-Match: {current_etag} to replace it."
        )
    if required and method == "PUT" and if_match is None and if_none_match is None:
        _refuse_blind_overwrite(current_etag)


def _matches(header: str, current_etag: str | None) -> bool:
    """Compare as RFC 9110 13.1 does, but let W/ pass.

    Our tags are digests of the content, and a proxy that compresses an answer makes them weak on
    its way. A bare tag without quotes is what older clients send.
    """
    if current_etag is None:
        return False
    if header.strip() == "*":
        return True
    return current_etag.strip('"') in {quoted or bare for quoted, bare in _TAG.findall(header)}


def _lost(current_etag: str | None) -> str:
    if current_etag is None:
        return "If-Match names a document that doesn't exist. To create it, send If-None-Match: *."
    return (
        "The document has changed since it was read. GET it again, repeat the change on what it is "
        f"now, and send If-Match: {current_etag}."
    )


def _refuse_blind_overwrite(current_etag: str | None) -> None:
    if current_etag is not None:
        raise DocumentConflict(
            "The document exists, and the request doesn't say which state of it is replaced. Check "
            f"the current state with GET, then send If-Match: {current_etag} with the PUT."
        )
