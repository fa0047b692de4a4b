"""Pure: which addresses of this Hallway an LMS may ask to open."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from lti_tool.launch import messages

RECORD = "/app/record"
OPEN = "/app/open"  # finds out what a link is about: one that was picked, or copied with its course
LAUNCH = "/lti/launch"

# No way up or aside: what stands here is where the browser is sent after the launch.
_PAGE = re.compile(r"/app(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._~-]+)+/?")


def is_ours(target: str, base_url: str) -> bool:
    """Say whether a link in an LMS may point at `target`."""
    return _page_at(target, base_url) is not None


def page_for(kind: str, said: Collection[str], target: str, base_url: str) -> str:
    """Give the page that answers a message of this kind; `said` is what it says about its link."""
    if messages.ANSWERED[kind].page:
        return messages.ANSWERED[kind].page
    page = page_at(target, base_url)
    copied = bool({"uuid", "history", "context_history"} & {*said})
    return OPEN if copied and page == RECORD else page


def page_at(target: str, base_url: str) -> str:
    """Give the path and query of the page to show for `target`, the record where it names none."""
    return _page_at(target, base_url) or RECORD


def _page_at(target: str, base_url: str) -> str | None:
    base = base_url.rstrip("/")
    if not target.startswith(base) or not target.isprintable() or "\\" in target:
        return None
    try:
        path, query = urlsplit(target)[2:4]
    except ValueError:
        return None
    path = path.removeprefix(urlsplit(base).path)
    if target.removeprefix(base)[:1] not in {"", "/", "?"}:  # another host that begins like ours
        return None
    if path in {"", "/", LAUNCH}:
        return RECORD
    if not _PAGE.fullmatch(path):
        return None
    return f"{path}?{query}" if query else path
