"""The addresses of the sandbox's services, under /sandbox/services."""

import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, Conflict, NotFound

from lrs import Lrs
from lti_tool.sandbox import people
from lti_tool.sandbox.messages import AGS_SCOPES, NRPS_SCOPE, context
from lti_tool.sandbox.registering import own_store
from lti_tool.sandbox.services import scores
from lti_tool.sandbox.services.gradebook import Gradebook, GradebookColumn
from lti_tool.sandbox.services.tokens import AccessTokens

Made = TypeVar("Made")

_TYPE = "application/vnd.ims."
_LINE_ITEM, _LINE_ITEMS = f"{_TYPE}lis.v2.lineitem+json", f"{_TYPE}lis.v2.lineitemcontainer+json"
_SCORE, _RESULTS = f"{_TYPE}lis.v1.score+json", f"{_TYPE}lis.v2.resultcontainer+json"
_MEMBERS = f"{_TYPE}lti-nrps.v2.membershipcontainer+json"
_LINE_ITEM_SCOPE, _READONLY, _RESULT_SCOPE, _SCORE_SCOPE = AGS_SCOPES
_ON_A_PAGE = 50


class Services:
    """What is answered to a tool that brings a token."""

    def __init__(self, lrs: Lrs, tokens: AccessTokens, home: str) -> None:
        self._lrs = lrs
        self._tokens = tokens
        self._home = home

    def add_to(self, pages: Blueprint) -> None:
        """Hang the addresses on the sandbox."""
        one = "/services/lineitems/<column_id>"
        for rule, view, methods in (
            ("/token", self.token, ["POST"]),
            ("/services/lineitems", self.line_items, ["GET"]),
            ("/services/lineitems", self.make_line_item, ["POST"]),
            (one, self.line_item, ["GET"]),
            (one, self.change_line_item, ["PUT"]),
            (one, self.remove_line_item, ["DELETE"]),
            (f"{one}/scores", self.score, ["POST"]),
            (f"{one}/results", self.results, ["GET"]),
            ("/services/members", self.members, ["GET"]),
        ):
            pages.add_url_rule(rule, view_func=view, methods=methods)

    def token(self) -> Response:
        """Answer as Moodle does: JSON that calls itself text/html."""
        answer = jsonify(self._tokens.give(request.form.to_dict()))
        answer.content_type = "text/html; charset=utf-8"
        return answer

    def line_items(self) -> Response:
        self._check(_LINE_ITEM_SCOPE, _READONLY)
        _accepts(_LINE_ITEMS)
        wanted = {n: request.args.get(n, "") for n in ("resource_link_id", "resource_id", "tag")}
        found = [
            scores.line_item(c, self._home)
            for c in self._book(lambda book: book.columns())
            if wanted["resource_link_id"] in {"", c.link}
            and wanted["resource_id"] in {"", c.resource_id}
            and wanted["tag"] in {"", c.tag}
        ]
        return _typed(found, _LINE_ITEMS)

    def make_line_item(self) -> Response:
        self._check(_LINE_ITEM_SCOPE)
        column = self._written(str(uuid4()))
        return _typed(scores.line_item(column, self._home), _LINE_ITEM, 201)

    def line_item(self, column_id: str) -> Response:
        self._check(_LINE_ITEM_SCOPE, _READONLY)
        return _typed(scores.line_item(self._column(column_id), self._home), _LINE_ITEM)

    def change_line_item(self, column_id: str) -> Response:
        self._check(_LINE_ITEM_SCOPE)
        self._column(column_id)
        return _typed(scores.line_item(self._written(column_id), self._home), _LINE_ITEM)

    def remove_line_item(self, column_id: str) -> Response:
        self._check(_LINE_ITEM_SCOPE)
        self._column(column_id)
        self._change(lambda book: book.remove_column(column_id))
        return Response(status=204)

    def score(self, column_id: str) -> Response:
        """Take a score for a learner, if it is newer than the one there is."""
        self._check(_SCORE_SCOPE)
        column = self._column(column_id)
        try:
            grade = scores.grade(_sent(_SCORE), column)
        except ValueError as error:
            raise BadRequest(str(error)) from error
        if grade.subject not in {p.sub for p in _learners()}:
            raise BadRequest("Incorrect score received: this user can't be graded.")
        if not self._change(lambda book: book.grade(grade)):
            raise Conflict("Refusing score with an earlier timestamp")
        return Response(status=200)

    def results(self, column_id: str) -> Response:
        self._check(_RESULT_SCOPE)
        column, wanted = self._column(column_id), request.args.get("user_id", "")
        grades = self._book(lambda book: book.grades(column_id))
        shown = [g for g in grades if g.given is not None and wanted in {"", g.subject}]
        return _typed([scores.result(g, column, self._home) for g in shown], _RESULTS)

    def members(self) -> Response:
        """Tell the people of the course, so many on a page."""
        self._check(NRPS_SCOPE)
        _accepts(_MEMBERS)
        role = request.args.get("role", "").rpartition("#")[2]
        found = [p for p in people.people() if any(r.endswith(role) for r in p.roles)]
        start, limit = _number("from", 0), min(_number("limit", _ON_A_PAGE) or 1, _ON_A_PAGE)
        answer = _typed(
            {
                "id": f"{self._home}/services/members",
                "context": context(),
                "members": [_member(p) for p in found[start : start + limit]],
            },
            _MEMBERS,
        )
        if start + limit < len(found):
            query = urlencode({**request.args.to_dict(), "limit": limit, "from": start + limit})
            answer.headers["Link"] = f'<{self._home}/services/members?{query}>; rel="next"'
        return answer

    def _check(self, *scopes: str) -> None:
        self._tokens.check(request.headers.get("Authorization", ""), *scopes)

    def _column(self, column_id: str) -> GradebookColumn:
        found = self._book(lambda book: book.column(column_id))
        if found is None:
            raise NotFound(f"Grade item {column_id} doesn't exist")
        return found

    def _written(self, column_id: str) -> GradebookColumn:
        try:
            column = scores.column(_sent(_LINE_ITEM), column_id, time.time_ns() // 1000)
        except ValueError as error:
            raise BadRequest(str(error)) from error
        self._change(lambda book: book.write_column(column))
        return column

    def _book(self, ask: Callable[[Gradebook], Made]) -> Made:
        database, store = self._lrs.database, own_store(self._lrs)
        with database.reading() as connection:
            return ask(Gradebook(connection, database.dialect, store.id))

    def _change(self, work: Callable[[Gradebook], Made]) -> Made:
        database, store = self._lrs.database, own_store(self._lrs)
        return database.write(lambda c: work(Gradebook(c, database.dialect, store.id)))


def _learners() -> list[people.SandboxPerson]:
    return [p for p in people.people() if p.roles == people.LEARNER_ROLES]


def _member(person: people.SandboxPerson) -> dict[str, Any]:
    return {
        "status": "Active",
        "user_id": person.sub,
        "roles": list(person.roles),
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }


def _sent(content_type: str) -> dict[str, Any]:
    """Give the JSON object that was sent under exactly this type."""
    given = request.get_json(force=True, silent=True)
    if request.mimetype != content_type or not isinstance(given, dict):
        raise BadRequest(f"No handler found for {request.mimetype}")
    return given


def _accepts(content_type: str) -> None:
    if request.headers.get("Accept") != content_type:
        raise BadRequest(f"No handler found for {request.headers.get('Accept')}")


def _typed(value: object, content_type: str, status: int = 200) -> Response:
    answer = jsonify(value)
    answer.content_type, answer.status_code = content_type, status
    return answer


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
