"""Pure: the words of a message; without quotes and signature where they are kept."""

import re
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from html.parser import HTMLParser

from connectors.mailing_list.headers import Headers, after, first, plain

_PARSER = BytesParser(policy=compat32)
_MOST = 100_000  # characters
# What most messages are; an unknown charset is none.
_PLAIN = re.compile(
    r'(?:text/plain(?:\s*;\s*(?:charset="?([\w.:-]+)"?|format="?flowed"?|delsp="?\w+"?))*)?',
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(on|am|le|el|op|den|på|em|il)\b.{5,200}\b(wrote|schrieb|a écrit|escribió|schreef|skrev|escreveu|ha scritto)\b.{0,60}:?\s*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(-{2,}\s*(original message|forwarded message|ursprüngliche nachricht|opprinnelig melding).*"
    r"|_{20,}|-- ?)\s*",
    re.IGNORECASE,
)


def words(headers: Headers, content: bytes) -> str:
    """Give the text of a message: its plain part, else its HTML without marks."""
    kind = _PLAIN.fullmatch(first(headers, "content-type"))
    coded = first(headers, "content-transfer-encoding").lower()
    if kind and coded in ("", "7bit", "8bit", "binary"):
        return _tidy(plain(after(content), kind[1] or ""))
    return _of_parts(_PARSER.parsebytes(content))


def _of_parts(message: Message) -> str:
    marked = ""
    for part in message.walk():
        if part.get_content_disposition() == "attachment" or part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            return _text(part)
        if kind == "text/html" and not marked:
            marked = _unmarked(_text(part))
    return marked.strip()


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    known = content if isinstance(content, bytes) else b""
    return _tidy(plain(known, str(part.get_content_charset() or "")))


def _tidy(said: str) -> str:
    return said.replace("\r\n", "\n").replace("\x00", "").strip()[:_MOST]


def _unmarked(marked: str) -> str:
    reader = _Words()
    reader.feed(marked)
    reader.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(reader.found))


class _Words(HTMLParser):
    """What a reader sees of HTML."""

    _BREAKS = frozenset({"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3"})
    _UNSEEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in self._UNSEEN
        self.found.append("\n" if tag in self._BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self._UNSEEN))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def unquoted(said: str) -> str:
    """Leave out what others wrote, and the signature."""
    kept: list[str] = []
    for line in said.split("\n"):
        if _ENDS.fullmatch(line):
            break
        if not line.startswith((">", "|")):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_spoken(kept))).strip()


def _spoken(lines: list[str]) -> list[str]:
    """Leave out the lines that introduce a quote, also where they are broken in two."""
    kept: list[str] = []
    for line in lines:
        if kept and _INTRODUCES.fullmatch(f"{kept[-1]} {line}".strip()):
            kept.pop()
        elif not _INTRODUCES.fullmatch(line.strip()):
            kept.append(line)
    return kept
