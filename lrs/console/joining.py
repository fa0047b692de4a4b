"""Joining people in the console: who may be one, who was joined by whom and why, and the way back."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.console.door import Door, Visitor, see
from lrs.errors import InvalidParameter, Violation
from lrs.facade import Lrs
from lrs.joining import by_learner

_MOST_FOUND = 20


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    person = "/people/<uuid:person_id>/join"
    for rule, name, view, method in (
        ("/joins", "joins", views.all, "GET"),
        (person, "choose_join", views.choose, "GET"),
        (person, "join", views.join, "POST"),
        ("/joins/<uuid:join_id>/undo", "undo_join", views.undo, "POST"),
        ("/joins/rules", "add_join_rule", views.add_rule, "POST"),
        ("/joins/rules/<uuid:rule_id>/remove", "remove_join_rule", views.remove_rule, "POST"),
        ("/joins/rules/apply", "apply_join_rules", views.apply, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def all(self, visitor: Visitor) -> str:
        store_id = visitor.store.id
        joins = self._lrs.joins.latest(store_id)
        people = {each for join in joins for each in (join.person_id, join.into_id)}
        return render_template(
            "console/joins.html",
            visitor=visitor,
            suggestions=self._lrs.joins.suggestions(store_id),
            joins=joins,
            rules=self._lrs.join_rules.all(store_id),
            by_learner=by_learner,
            names=self._lrs.names_alone(store_id, people),
        )

    def choose(self, visitor: Visitor, person_id: UUID) -> str:
        search = request.args.get("search", "").strip()
        person = self._lrs.person(visitor.store.id, person_id)
        found = self._lrs.people(visitor.store.id, search, None, _MOST_FOUND) if search else []
        others = [each for each in found if each.head != person.head]
        return render_template(
            "console/choose_join.html",
            visitor=visitor,
            person=person,
            search=search,
            others=others,
        )

    def join(self, visitor: Visitor, person_id: UUID) -> Response:
        """Raise InvalidRequest without a reason."""
        reason = request.form.get("reason", "")
        into = _id(request.form.get("into", ""))
        self._lrs.joins.join(visitor.store.id, person_id, into, visitor.email, reason)
        return see(url_for("console.person", person_id=into))

    def undo(self, visitor: Visitor, join_id: UUID) -> Response:
        self._lrs.joins.undo(visitor.store.id, join_id, visitor.email)
        return see(url_for("console.joins"))

    def add_rule(self, visitor: Visitor) -> Response:
        home_page, matches, other = (
            request.form.get(name, "") for name in ("home_page", "called_as", "other")
        )
        self._lrs.join_rules.add(visitor.store.id, visitor.email, home_page, matches, other)
        self._lrs.join_rules.apply(visitor.store.id)
        return see(url_for("console.joins"))

    def remove_rule(self, visitor: Visitor, rule_id: UUID) -> Response:
        self._lrs.join_rules.remove(visitor.store.id, rule_id)
        return see(url_for("console.joins"))

    def apply(self, visitor: Visitor) -> Response:
        self._lrs.join_rules.apply(visitor.store.id)
        return see(url_for("console.joins"))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidParameter(Violation("into", "Choose a person.", "hallway")) from error
