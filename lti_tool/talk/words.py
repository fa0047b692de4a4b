"""What was written, as a page prints it: safe, with its links, names and moments. Pure."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

_PARTS = re.compile(
    r"(?P<link>https?://[^\s<>\"]{3,2000})|(?P<moment>(?<![\d:.])\d{1,2}:[0-5]\d(?![\d:]))"
)
_TRAILING = ".,;:!?)]}'\"»\u201d\u2019"
_LINK = Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow ugc">{0}</a>')
_MOMENT = Markup('<a href="#t={1}" data-second="{1}">{0}</a>')
_NAME = Markup('<b class="mention">@{}</b>')


def printed(text: str, names: Iterable[str], *, moments: bool = False) -> Markup:
    """Print a text in paragraphs; `names` are those it mentions, `moments` makes 1:05 a link into the clip."""
    pieces = _pieces([f"@{name}" for name in names if name])
    paragraphs = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    made = (_paragraph(block, pieces, moments=moments) for block in paragraphs)
    return Markup("").join(Markup("<p>{}</p>").format(words) for words in made)


def _pieces(names: list[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")


def _paragraph(block: str, names: re.Pattern[str] | None, *, moments: bool) -> Markup:
    lines = (_line(line, names, moments=moments) for line in block.split("\n"))
    return Markup("<br>").join(lines)


def _line(line: str, names: re.Pattern[str] | None, *, moments: bool) -> Markup:
    made, at = Markup(""), 0
    for found in _PARTS.finditer(line):
        made += _named(line[at : found.start()], names)
        made += _link(found["link"]) if found["link"] else _moment(found["moment"], moments)
        at = found.end()
    return made + _named(line[at:], names)


def _named(text: str, names: re.Pattern[str] | None) -> Markup:
    if names is None:
        return escape(text)
    parts = names.split(text)
    return Markup("").join(
        _NAME.format(part[1:]) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


def _link(url: str) -> Markup:
    address = url.rstrip(_TRAILING)
    return _LINK.format(address) + escape(url[len(address) :])


def _moment(text: str, linked: bool) -> Markup:
    minutes, _, seconds = text.partition(":")
    return _MOMENT.format(text, int(minutes) * 60 + int(seconds)) if linked else escape(text)
