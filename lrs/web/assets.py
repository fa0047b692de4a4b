"""The static files, served from memory; an address with the file's hash never changes its content."""

import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, request

_FOLDER = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file; `version` is the beginning of its hash."""

    content: bytes
    content_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Give all static files by name: ours, and in `vendor/` what others wrote."""
    paths = [path for path in sorted(_FOLDER.rglob("*")) if path.is_file()]
    return {path.relative_to(_FOLDER).as_posix(): _read(path) for path in paths}


def address(name: str) -> str:
    """Give the address of a static file, with its version."""
    return f"/static/{name}?v={assets()[name].version}"


def blueprint() -> Blueprint:
    """Build the static files' corner of the application."""
    pages = Blueprint("static", __name__)
    pages.add_url_rule("/static/<path:name>", "file", _serve)
    return pages


def _serve(name: str) -> Response:
    asset = assets().get(name)
    if asset is None:
        abort(404)
    answer = Response(asset.content, content_type=asset.content_type)
    answer.set_etag(asset.version)
    same = request.args.get("v") == asset.version
    answer.headers["Cache-Control"] = _FOREVER if same else _ASK_AGAIN
    answer.make_conditional(request)
    return answer


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Asset(content, kind + charset, sha256(content).hexdigest()[:16])
