"""Pure: videos that lie elsewhere, at YouTube, at Vimeo or under an address of their own."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from lrs import InvalidRequest, Violation
from lti_tool.clips.clip import Source

_YOUTUBE = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_ID = re.compile(
    r"/(?:video/|channels/[^/]+/|groups/[^/]+/videos/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?"
)
_VIDEO = (".mp4", ".m4v", ".webm", ".mov", ".ogv")
_LONGEST = 2000


class Place(NamedTuple):
    """Where a video plays: an id at YouTube, an id (and the key of an unlisted one) at Vimeo, or a URL."""

    source: Source
    address: str


def found(address: str) -> Place:
    """Read an address as people paste it; raises InvalidRequest."""
    text = address.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in {"https", "http"} or "." not in host or len(text) > _LONGEST:
        raise _wrong("Paste the whole address of a video, beginning with https://.")
    if host == "youtu.be" or host in _YOUTUBE:
        return Place(Source.YOUTUBE, _youtube(host, parts.path, parts.query))
    if host in {"vimeo.com", "player.vimeo.com"}:
        return Place(Source.VIMEO, _vimeo(parts.path, parts.query))
    if parts.scheme != "https":
        raise _wrong("The address begins with http://; browsers play only https:// here.")
    if not parts.path.lower().endswith(_VIDEO):
        raise _wrong(
            f"An address of a video ends with {', '.join(_VIDEO)}, or is at YouTube or Vimeo."
        )
    return Place(Source.URL, text)


def _youtube(host: str, path: str, query: str) -> str:
    pieces = [piece for piece in path.split("/") if piece]
    if host == "youtu.be":
        video = pieces[0] if pieces else ""
    elif pieces and pieces[0] in {"embed", "shorts", "live", "v"}:
        video = pieces[1] if len(pieces) > 1 else ""
    else:
        video = parse_qs(query).get("v", [""])[0]
    if not _YOUTUBE_ID.fullmatch(video):
        raise _wrong("This address at YouTube names no single video.")
    return video


def _vimeo(path: str, query: str) -> str:
    match = _VIMEO_ID.fullmatch(path)
    if match is None:
        raise _wrong("This address at Vimeo names no single video.")
    key = match[2] or parse_qs(query).get("h", [""])[0]
    return f"{match[1]}/{key}" if key else match[1]


def page_of(source: Source, address: str) -> str:
    """Give the address at which people see a video of elsewhere; "" for one of our own."""
    if source is Source.YOUTUBE:
        return f"https://www.youtube.com/watch?v={address}"
    if source is Source.VIMEO:
        return f"https://vimeo.com/{address}"
    return address if source is Source.URL else ""


def _wrong(words: str) -> InvalidRequest:
    return InvalidRequest(Violation("address", words, "hallway"))
