"""A logo that somebody uploads: tried on paper before it is kept."""

from collections.abc import Callable
from typing import cast

from lrs.errors import InvalidParameter, Violation

_MOST_BYTES = 500_000
_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))


def logo_type(content: bytes) -> str:
    """Give svg, png or jpg; raises InvalidParameter for what the PDF couldn't show."""
    if len(content) > _MOST_BYTES:
        raise _refusal("It is larger than 500 KB; make it smaller.")
    found = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), "")
    if not found and b"<svg" in content[:4096]:
        found = "svg"
    if not found or not _prints(content, found):
        raise _refusal("This is no SVG, PNG or JPEG that can be printed.")
    return found


def _prints(content: bytes, kind: str) -> bool:
    import typst

    # Its types don't say that it takes several files by their names.
    compiled = cast(Callable[..., bytes], typst.compile)
    source = f'#image("logo.{kind}", alt: "logo")'.encode()
    files = {"main.typ": source, f"logo.{kind}": content}
    try:
        compiled(files)
    except typst.TypstError:
        return False
    return True


def _refusal(message: str) -> InvalidParameter:
    return InvalidParameter(Violation("logo", message, "hallway"))
