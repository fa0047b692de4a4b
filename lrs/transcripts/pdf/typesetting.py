"""Typesetting: a sheet and a letterhead become a PDF that satisfies PDF/UA-1."""

import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst

from lrs.transcripts.issue import Letterhead

_HERE = Path(__file__).parent
_STANDARD: Final = "ua-1"
# Its types don't say that it takes several files by their names.
_compile = cast(Callable[..., bytes], typst.compile)
# Everything else is tried, once for each character, when some text has no glyph in any font.
_SURELY_PRINTABLE = re.compile(
    r"[\x20-\x7e\xa0-\u017f\u0391-\u03c9\u0400-\u045f\u2013-\u2026\u202f]"
)
_CLUSTERS = re.compile("[\ufe00-\ufe0f\u200d]")
_NO_GLYPH = "\u25a1"


def typeset(sheet: dict[str, Any], letterhead: Letterhead, made: datetime) -> bytes:
    """Give the PDF; what no font of the machine can print stands as a small box."""
    text = json.dumps(sheet, ensure_ascii=False)
    try:
        return _compiled(text, sheet["verify"], letterhead, made)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compiled(printable(text), sheet["verify"], letterhead, made)


def printable(text: str) -> str:
    """Replace the characters for which there is no glyph."""
    text = _CLUSTERS.sub("", text)
    odd = {character for character in set(text) if not _SURELY_PRINTABLE.match(character)}
    return text.translate({ord(c): _NO_GLYPH for c in odd if not _has_glyph(c)})


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    source = f'#set document(title: "t")\n#text(font: "Libertinus Serif", {json.dumps(character, ensure_ascii=False)})'
    try:
        typst.compile(source.encode(), pdf_standards=_STANDARD)
    except typst.TypstError:
        return False
    return True


def _compiled(text: str, verify_url: str, letterhead: Letterhead, made: datetime) -> bytes:
    logo = f"logo.{letterhead.logo_type}" if letterhead.logo else ""
    files = {**_templates(), **({logo: letterhead.logo} if logo else {})}
    inputs = {"sheet": text, "qr": _qr(verify_url), "logo": logo}
    return _compile(
        files, sys_inputs=inputs, pdf_standards=_STANDARD, timestamp=made.replace(microsecond=0)
    )


@lru_cache(maxsize=1)
def _templates() -> dict[str, bytes]:
    names = {"main.typ": "transcript.typ", "look.typ": "look.typ"}
    return {name: (_HERE / file).read_bytes() for name, file in names.items()}


def _qr(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
