"""Pure: a feed's bytes as entries. What a feed says is plain text to us, and its links are http alone."""

import io
import re
from calendar import timegm
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from connectors.errors import Skippable
from connectors.event import Event
from connectors.suggestion import CLIP, READING

_MOST = 200  # entries of one feed; the newest come first by custom
_TITLE, _SUMMARY, _LINK = 300, 400, 2000
_SPACES = re.compile(r"\s+")
_VIDEO_HOSTS = {"youtube.com", "www.youtube.com", "youtu.be", "vimeo.com", "www.vimeo.com"}


def entries(content: bytes, address: str) -> list[Event]:
    """Give the entries that have a link. Raises Skippable for what is no feed."""
    import feedparser

    found = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise Skippable("The address doesn't answer with RSS or Atom.")
    return [each for one in found.entries[:_MOST] if (each := _entry(one, address))]


def title(content: bytes) -> str:
    import feedparser

    return _plain(str(feedparser.parse(io.BytesIO(content)).feed.get("title", "")), _TITLE)


def _entry(one: Any, address: str) -> Event | None:
    link = _link(one, address)
    if not link:
        return None
    when = one.get("published_parsed") or one.get("updated_parsed")
    body = {
        "kind": CLIP if _is_video(one, link) else READING,
        "title": _plain(one.get("title", ""), _TITLE) or link[:_TITLE],
        "link": link,
        "summary": _plain(one.get("summary", ""), _SUMMARY),
        "published": timegm(when) if when else None,
    }
    return Event(str(one.get("id") or link)[:_LINK], "entry", body)


def _link(one: Any, address: str) -> str:
    """Give the address to open, "" where it isn't one of the web."""
    found = urljoin(address, str(one.get("link", "")).strip())
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and bool(parts.hostname) and len(found) <= _LINK
    return found if sound and not parts.username and found.isprintable() else ""


def _is_video(one: Any, link: str) -> bool:
    media = [*one.get("enclosures", ()), *one.get("media_content", ())]
    types = {str(each.get("type", "")).partition("/")[0] for each in media}
    mediums = {each.get("medium") for each in media}
    return "video" in types | mediums or urlsplit(link).hostname in _VIDEO_HOSTS


def _plain(html: str, longest: int) -> str:
    """Give the text of what may be HTML, in one line."""
    import nh3

    text = _SPACES.sub(" ", unescape(nh3.clean(html, tags=set(), attributes={}))).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
