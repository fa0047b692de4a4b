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


def headers(base_url: str) -> list[tuple[str, str]]:
    """Give what every answer carries; browsers come by https only, where the own address is https."""
    return [*_ALWAYS, *(_HTTPS if base_url.startswith("https:") else ())]


def secure(answer: Response) -> Response:
    """Add the headers that the page did not set itself."""
    for name, value in _ALWAYS:
        answer.headers.setdefault(name, value)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def secure_transport(answer: Response) -> Response:
    """Tell browsers to come by https only, for a Hallway whose own address is https."""
    for name, value in _HTTPS:
        answer.headers.setdefault(name, value)
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


_ALWAYS = (
    (_HEADER, policy()),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)
_HTTPS = (("Strict-Transport-Security", "max-age=31536000"),)
