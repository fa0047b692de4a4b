"""/console/outlets: what goes out to other systems, how far behind it is, and what did not arrive."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from flask import Blueprint, Response, make_response, render_template, request, url_for

from connectors.errors import ConnectorError
from connectors.out import choosing, forms, happenings
from connectors.out.office import Office
from connectors.out.outlet import Kind, Outlet
from connectors.out.sending import Sending
from connectors.storage import State
from lrs import InvalidRequest, NotFound
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link

_MESSAGES = 50


def blueprint(office: Office, sending: Sending) -> Blueprint:
    """Build the pages; templates stand beside them."""
    views, door = _Views(office, sending), Door(office.lrs)
    pages = Blueprint("outlets", __name__, url_prefix="/console", template_folder="templates")
    new, one, post = "/outlets/new/<kind>", "/outlets/<uuid:outlet_id>", ["POST"]
    pages.add_url_rule("/outlets", "list", door.guarded(views.all))
    pages.add_url_rule(new, "new", door.guarded(views.new))
    pages.add_url_rule(new, "add", door.guarded(views.add), methods=post)
    pages.add_url_rule(one, "one", door.guarded(views.one))
    pages.add_url_rule(one, "do", door.guarded(views.do), methods=post)
    pages.add_url_rule(f"{one}/settings", "edit", door.guarded(views.edit))
    pages.add_url_rule(f"{one}/settings", "change", door.guarded(views.change), methods=post)
    pages.add_url_rule(f"{one}/messages/<uuid:message_id>", "message", door.guarded(views.message))
    add_link(pages, "Sources", RailLink("Outlets", "outlets.list"))
    return pages


class _Views:
    def __init__(self, office: Office, sending: Sending) -> None:
        self._office = office
        self._sending = sending

    def all(self, visitor: Visitor) -> str:
        found = [(each, self._office.lag(each)) for each in self._office.all(visitor.store.id)]
        return render_template("out/list.html", visitor=visitor, outlets=found)

    def new(self, visitor: Visitor, kind: str) -> str:
        return self._form(visitor, _kind(kind), None, {"since": "now"}, {})

    def add(self, visitor: Visitor, kind: str) -> Response:
        """Keep an outlet; a secret that was made up is shown this once."""
        of = _kind(kind)
        try:
            made = self._office.add(visitor.store.id, forms.plan(of, request.form), visitor.email)
        except InvalidRequest as error:
            page = self._form(visitor, of, None, _posted(), forms.problems(error))
            return make_response(page, 400)
        if of is Kind.LRS or request.form.get("secret"):
            return see(url_for("outlets.one", outlet_id=made.id))
        secret = self._office.place(made).secret
        return make_response(self._page(visitor, made, secret=secret), 201)

    def one(self, visitor: Visitor, outlet_id: UUID) -> str:
        return self._page(visitor, self._office.find(visitor.store.id, outlet_id))

    def do(self, visitor: Visitor, outlet_id: UUID) -> Response:
        """Test, send now, pause, resume, replay or remove."""
        outlet = self._office.find(visitor.store.id, outlet_id)
        try:
            said = self._done(outlet, request.form.get("do", ""))
        except ConnectorError as error:
            return make_response(self._page(visitor, outlet, str(error), trouble=True))
        if said is None:
            return see(url_for("outlets.list"))
        after = self._office.find(visitor.store.id, outlet_id)
        return make_response(self._page(visitor, after, said))

    def _done(self, outlet: Outlet, what: str) -> str | None:
        if what == "test":
            return self._sending.test(outlet)
        if what in ("pause", "resume"):
            self._office.set_state(outlet, State.PAUSED if what == "pause" else State.ACTIVE)
            return "It is paused now." if what == "pause" else "It sends again."
        if what == "run":
            self._sending.run(outlet)
            return "What waited was sent, as far as it could be."
        if what == "replay":
            message_id = request.form.get("message", "")
            number = self._office.replay(outlet, UUID(message_id) if message_id else None)
            return f"{number} of them go out again with the next run."
        if what == "remove":
            self._office.remove(outlet)
            return None
        return ""

    def edit(self, visitor: Visitor, outlet_id: UUID) -> str:
        outlet = self._office.find(visitor.store.id, outlet_id)
        choice = choosing.loads(outlet.choice)._asdict()
        lines = {name: "\n".join(values) for name, values in choice.items() if name != "happenings"}
        place = self._office.place(outlet)
        kept = {"name": outlet.name, "address": place.address, "key": place.key}
        values = {**lines, "happenings": choice["happenings"], **kept}
        return self._form(visitor, outlet.kind, outlet, values, {})

    def change(self, visitor: Visitor, outlet_id: UUID) -> Response:
        outlet = self._office.find(visitor.store.id, outlet_id)
        try:
            self._office.change(outlet, forms.plan(outlet.kind, request.form))
        except InvalidRequest as error:
            page = self._form(visitor, outlet.kind, outlet, _posted(), forms.problems(error))
            return make_response(page, 400)
        return see(url_for("outlets.one", outlet_id=outlet_id))

    def message(self, visitor: Visitor, outlet_id: UUID, message_id: UUID) -> str:
        outlet = self._office.find(visitor.store.id, outlet_id)
        message = self._office.message(outlet, message_id)
        body = orjson.dumps(self._office.content(message), option=orjson.OPT_INDENT_2).decode()
        said = {"outlet": outlet, "message": message, "body": body}
        return render_template("out/message.html", visitor=visitor, **said)

    def _page(
        self,
        visitor: Visitor,
        outlet: Outlet,
        said: str = "",
        *,
        trouble: bool = False,
        secret: str = "",
    ) -> str:
        return render_template(
            "out/one.html",
            visitor=visitor,
            outlet=outlet,
            address=self._office.place(outlet).address,
            choice=choosing.loads(outlet.choice),
            lag=self._office.lag(outlet),
            messages=self._office.messages(outlet, _MESSAGES),
            named=happenings.ALL,
            said=said,
            trouble=trouble,
            secret=secret,
        )

    def _form(
        self,
        visitor: Visitor,
        kind: Kind,
        outlet: Outlet | None,
        values: Mapping[str, Any],
        problems: Mapping[str, str],
    ) -> str:
        said = {"kind": kind.value, "outlet": outlet, "values": values, "problems": problems}
        return render_template("out/form.html", visitor=visitor, named=happenings.ALL, **said)


def _posted() -> dict[str, Any]:
    hidden = {"secret": ""}
    return {**request.form, **hidden, "happenings": request.form.getlist("happenings")}


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError as error:
        raise NotFound("There is no such kind of outlet; there are lrs and webhook.") from error
