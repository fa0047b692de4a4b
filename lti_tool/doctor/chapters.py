"""The chapters of docs/launch-errors.md: what a code means and what helps, for pages to show.

In a package the document lies beside this file, in a checkout with the others.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

_PACKED = Path(__file__).with_name("launch-errors.md")
_WRITTEN = Path(__file__).parents[2] / "docs" / "launch-errors.md"
_CODE = re.compile(r"`([^`]+)`")
_STRESSED = re.compile(r"(?<![\w*])\*([^*]+)\*(?![\w*])")


class Chapter(NamedTuple):
    """What is written about one code; `paragraphs` are HTML."""

    code: str
    part: str
    paragraphs: tuple[Markup, ...]


@cache
def chapters() -> dict[str, Chapter]:
    """Give all chapters by code."""
    text = (_PACKED if _PACKED.exists() else _WRITTEN).read_text("utf-8")
    found = {}
    for part in text.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        for piece in rest.split("\n### ")[1:]:
            code, _, words = piece.partition("\n")
            found[code.strip()] = Chapter(code.strip(), title.strip(), _paragraphs(words))
    return found


def _paragraphs(words: str) -> tuple[Markup, ...]:
    pieces = [" ".join(piece.split()) for piece in words.split("\n\n")]
    return tuple(_marked(piece) for piece in pieces if piece)


def _marked(piece: str) -> Markup:
    """Write code and stress as HTML; the documentation uses no other marks."""
    safe = str(escape(piece))
    marked = _STRESSED.sub(r"<i>\1</i>", _CODE.sub(r'<span class="mono">\1</span>', safe))
    return Markup(marked)  # noqa: S704 (escaped above)
