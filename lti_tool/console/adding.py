"""Adding an LMS by hand: what to copy there, and the form for what it gives back."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from lrs import Conflict, InvalidRequest, Lrs
from lrs.console.door import Door, Visitor, see
from lti_tool.launch.registration import NewPlatform, add_platform


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    pages.add_url_rule("/platforms/new", "new", door.guarded(views.form))
    pages.add_url_rule("/platforms/new", "add", door.guarded(views.add), methods=["POST"])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def form(self, visitor: Visitor) -> Response:
        return self._page(visitor, {}, 200)

    def add(self, visitor: Visitor) -> Response:
        """Add it; what is wrong stands beside its field."""
        try:
            made = add_platform(self._lrs.database, visitor.store, _given())
        except InvalidRequest as error:
            problems = {wrong.pointer: wrong.message for wrong in error.violations}
            return self._page(visitor, problems, 400)
        except Conflict as error:
            return self._page(visitor, {"client_id": str(error)}, 409)
        return see(url_for("platforms.one", platform_id=made.id))

    def _page(self, visitor: Visitor, problems: dict[str, str], status: int) -> Response:
        base = self._lrs.settings.base_url.rstrip("/")
        words = render_template(
            "platforms/new.html",
            visitor=visitor,
            problems=problems,
            given=request.values,
            base=base,
        )
        return make_response(words, status)


def _given() -> NewPlatform:
    form = request.form

    def word(name: str) -> str:
        return form.get(name, "").strip()

    return NewPlatform(
        issuer=word("issuer"),
        client_id=word("client_id"),
        auth_url=word("auth_url"),
        token_url=word("token_url"),
        jwks_url=word("jwks_url"),
        deployments=frozenset(word("deployments").split()),
        audience=word("audience"),
        title=word("title")[:200],
    )
