"""The links of the sandbox's course: what a teacher picked in the tool, and the gradebook that goes with it."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import jwt
import orjson
from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy import Connection
from werkzeug.exceptions import BadRequest

from lrs import Lrs
from lrs.web import open_to
from lti_tool.sandbox import people
from lti_tool.sandbox.messages import CLIENT_ID, LINK, SandboxLink
from lti_tool.sandbox.registering import own_store
from lti_tool.sandbox.services import scores
from lti_tool.sandbox.services.gradebook import Gradebook, Link
from lti_tool.sandbox.services.tokens import Published

_ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
_KIND = "https://purl.imsglobal.org/spec/lti/claim/message_type"


class CourseLinks:
    """The links of the course, and the address to which the tool sends what was picked."""

    def __init__(self, lrs: Lrs, published: Published, home: str) -> None:
        self._lrs = lrs
        self._published = published
        self._home = home

    def add_to(self, pages: Blueprint) -> None:
        """Hang the addresses on the sandbox."""
        pages.add_url_rule("/links", "links", self.take, methods=["POST"])
        pages.add_url_rule("/gradebook", "gradebook", self.gradebook)

    def all(self) -> list[SandboxLink]:
        """Give the links, first the one that is always there."""
        database = self._lrs.database
        with database.reading() as connection:
            book = Gradebook(connection, database.dialect, own_store(self._lrs).id)
            kept, columns = book.links(), {c.link: c.id for c in book.columns()}
        return [LINK, *(self._link(link, columns.get(link.id, "")) for link in kept)]

    def find(self, link_id: str) -> SandboxLink:
        """Raise BadRequest for a link that there isn't."""
        found = next((link for link in self.all() if link.id == link_id), None)
        if found is None:
            raise BadRequest("There is no such link in the course.")
        return found

    def take(self) -> Response:
        """Add what the tool answers, if it is the tool that answers."""
        items = self._answered(request.form.get("JWT", ""))
        added = [item for item in items if item.get("type") == "ltiResourceLink"]
        database, store = self._lrs.database, own_store(self._lrs)

        def work(connection: Connection) -> None:
            book = Gradebook(connection, database.dialect, store.id)
            for item in added:
                _add(book, item)

        database.write(work)
        page = render_template("sandbox/added.html", association=people.ASSOCIATION, items=added)
        return open_to(make_response(page), frame_ancestors=["'self'"])

    def gradebook(self) -> str:
        database = self._lrs.database
        with database.reading() as connection:
            book = Gradebook(connection, database.dialect, own_store(self._lrs).id)
            rows = [(column, book.grades(column.id)) for column in book.columns()]
        names = {person.sub: person.name for person in people.people()}
        return render_template(
            "sandbox/gradebook.html", association=people.ASSOCIATION, rows=rows, names=names
        )

    def _link(self, link: Link, column_id: str) -> SandboxLink:
        line_item = scores.address(self._home, column_id) if column_id else ""
        return SandboxLink(link.id, link.title, orjson.loads(link.custom), line_item)

    def _answered(self, token: str) -> list[Mapping[str, Any]]:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            key = next((k for k in self._published()["keys"] if k["kid"] == kid), None)
            if key is None:
                raise BadRequest("The answer is not signed by the tool.")
            claims = jwt.decode(
                token, jwt.PyJWK(key), algorithms=["RS256"], audience=self._home, issuer=CLIENT_ID
            )
        except jwt.PyJWTError as error:
            raise BadRequest(f"The answer of the tool can't be believed: {error}") from error
        if claims.get(_KIND) != "LtiDeepLinkingResponse":
            raise BadRequest("The message is no answer to deep linking.")
        return list(claims.get(_ITEMS, []))


def _add(book: Gradebook, item: Mapping[str, Any]) -> None:
    now, link_id = time.time_ns() // 1000, str(uuid4())
    custom = orjson.dumps(item.get("custom") or {}).decode()
    title = str(item.get("title") or "Hallway")
    book.add_link(Link(link_id, title, str(item.get("text") or ""), custom, now))
    line_item = item.get("lineItem")
    if isinstance(line_item, dict):
        given = {"label": title, **line_item, "resourceLinkId": link_id}
        book.write_column(scores.column(given, str(uuid4()), now))
