"""Headers that every answer carries: nothing is loaded, framed or sniffed unless a page says so."""

from collections.abc import Iterable
from typing import TypeVar

from flask import Response
from werkzeug.wrappers import Response as WerkzeugResponse

_POLICY = {
    "default-src": ("'none'",),
    "style-src": ("'self'",),
    "script-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
_HEADER = "Content-Security-Policy"

Answer = TypeVar("Answer", bound=WerkzeugResponse)


def secure(answer: Response) -> Response:
    """Add the headers that the page did not set itself."""
    answer.headers.setdefault(_HEADER, _CLOSED)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def secure_transport(answer: Response) -> Response:
    """Tell browsers to come by https only, for a Hallway whose own address is https."""
    answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return answer


def open_to(answer: Answer, **directives: Iterable[str]) -> Answer:
    """Let this answer do more: `open_to(answer, frame_ancestors=[origin])` lets that origin frame it.

    Directives are those of the content security policy with underscores; a given one replaces ours
    where ours is 'none' and adds to it otherwise.
    """
    answer.headers[_HEADER] = policy(**directives)
    return answer


def policy(**directives: Iterable[str]) -> str:
    """Give the content security policy, opened by `directives`."""
    opened = {name.replace("_", "-"): tuple(values) for name, values in directives.items()}
    merged = {name: _merged(values, opened.pop(name, ())) for name, values in _POLICY.items()}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in (merged | opened).items())


def _merged(ours: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    if not more:
        return ours
    return more if ours == ("'none'",) else ours + tuple(v for v in more if v not in ours)


_CLOSED = policy()  # as most answers carry it
