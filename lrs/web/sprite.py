"""The inline sprite: icons and patterns, of which a page carries only those that it uses."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

_SYMBOL = re.compile(r'<(symbol|pattern) id="([^"]+)".*?</\1>', re.DOTALL)
_USED = re.compile(r'(?:href="#|url\(#)((?:[efip]-[a-z-]+)|mark)["\)]')


def sprite(markup: str) -> Markup:
    """Give the symbols and patterns that this part of a page refers to."""
    used = set(_USED.findall(markup))
    found = "".join(symbols()[name] for name in sorted(used & symbols().keys()))
    opening = '<svg class="sprite" aria-hidden="true" width="0" height="0">'
    return Markup(f"{opening}{found}</svg>")  # noqa: S704 (our own file, nobody's input)


@cache
def symbols() -> dict[str, str]:
    """Give all symbols and patterns by id."""
    text = (Path(__file__).parent / "symbols.svg").read_text()
    return {match[2]: match[0] for match in _SYMBOL.finditer(text)}
