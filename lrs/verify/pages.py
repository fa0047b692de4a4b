"""The pages and documents by which anybody checks a transcript, without an account."""

from flask import Blueprint, Response, render_template, request

from lrs.errors import InvalidParameter, NotFound, TooLarge, Violation
from lrs.facade import Lrs
from lrs.storage.stores import Store
from lrs.transcripts.issue import printed
from lrs.verify.verdict import Words, words_of
from lrs.verifying import Finding
from lrs.web import Moments
from lrs.xapi import strict_json

_MOST_BYTES = 32 * 1024 * 1024
_CREDENTIAL = "application/vc+ld+json"


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the pages; their template stands beside them."""
    pages, views = Blueprint("verify", __name__, template_folder="templates"), _Views(lrs)
    pages.add_url_rule("/verify", "verify", views.code)
    pages.add_url_rule("/verify", "file", views.file, methods=["POST"])
    pages.add_url_rule("/stores/<name>/did.json", "did", views.did)
    revocations = "/stores/<name>/revocations"
    pages.add_url_rule(revocations, "revocations", views.revocations)
    pages.add_url_rule(f"{revocations}/<int:number>", "more_revocations", views.revocations)
    return pages


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def code(self) -> Response:
        """Show the form, and what a code leads to."""
        code = request.args.get("code", "").strip()
        if not code:
            return _page(None, "")
        return _page(self._lrs.verifying.code(code, _place()), code)

    def file(self) -> Response:
        """Check a file; nothing of it is kept. Raises TooLarge, InvalidParameter without one."""
        given = request.files.get("file")
        content = given.stream.read(_MOST_BYTES + 1) if given else b""
        if not content:
            message = "Choose the file of a transcript: PDF, XLSX, CSV, ZIP or JSON."
            raise InvalidParameter(Violation("file", message, "hallway"))
        if len(content) > _MOST_BYTES:
            raise TooLarge("A file may have 32 MB here. Unpack an archive and check its parts.")
        name = given.filename or "" if given else ""
        return _page(self._lrs.verifying.file(content, _place(), name), "")

    def did(self, name: str) -> Response:
        """Give the keys of a store, as did:web finds them."""
        store = self._store(name)
        return _open(self._lrs.issuing.keys.did_document(store), "application/did+ld+json")

    def revocations(self, name: str, number: int = 0) -> Response:
        """Give a signed list of what a store revoked; raises NotFound for one that isn't begun."""
        return _open(self._lrs.issuing.revocations(self._store(name), number), _CREDENTIAL)

    def _store(self, name: str) -> Store:
        """Find a store that has signed something; NotFound else, whether there is such a store or not."""
        found = next((store for store in self._lrs.stores() if store.name == name), None)
        if found is None or not self._lrs.issuing.keys.published(found.id):
            raise NotFound("Nobody of this name signs transcripts here.")
        return found


def _page(finding: Finding | None, code: str) -> Response:
    return Response(
        render_template(
            "verify/verify.html",
            finding=finding,
            said=_words(finding),
            code=printed(finding.issued.code) if finding and finding.issued else code,
        )
    )


def _words(finding: Finding | None) -> Words | None:
    if finding is None:
        return None
    zone = finding.store.time_zone if finding.store else "UTC"
    return words_of(finding, Moments(zone))


def _place() -> str:
    return request.remote_addr or ""


def _open(document: dict[str, object], content_type: str) -> Response:
    """Let every page and program of the world read it, and keep it for five minutes."""
    answer = Response(strict_json.dumps(document), content_type=content_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
