"""The launch doctor: the last launches, let in or refused, with the rule that refused them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from flask import Blueprint, render_template, request

from lrs import InvalidRequest, Lrs, Violation
from lrs.console.door import Door, Visitor
from lti_tool.doctor import journal
from lti_tool.doctor.chapters import chapters
from lti_tool.launch.launches import Launch, last_launches
from lti_tool.launch.registration import platforms_of

_SHOWN = 50


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the page on the blueprint."""
    views = _Views(lrs)
    pages.add_url_rule("/launches", "launches", door.guarded(views.page))


@dataclass(frozen=True, slots=True)
class _Line:
    """One launch as the page shows it; `code` is empty when it was let in."""

    at: int
    platform_id: UUID
    code: str
    words: str
    pointer: str = ""
    reference: str = ""
    claims: str = ""


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._database = lrs.database

    def page(self, visitor: Visitor) -> str:
        chosen, store_id = _chosen(), visitor.store.id
        let_in = last_launches(self._database, store_id, chosen, _SHOWN)
        refused = journal.refused(self._database, store_id, chosen)
        lines = [*map(_let_in, let_in), *map(_refused, refused)]
        lines.sort(key=lambda line: line.at, reverse=True)
        return render_template(
            "platforms/launches.html",
            visitor=visitor,
            lines=lines[:_SHOWN],
            platforms={p.id: p for p in platforms_of(self._database, store_id)},
            chosen=chosen,
            explained=chapters(),
        )


def _chosen() -> UUID | None:
    """Raise InvalidRequest for a platform's id that is none."""
    given = request.args.get("platform", "")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise InvalidRequest(
            Violation("platform", "This is no platform's id.", "hallway")
        ) from error


def _let_in(launch: Launch) -> _Line:
    who = "Canvas's test student" if launch.test_user else launch.role
    return _Line(
        launch.created, launch.platform_id, "", f"{who}, deployment {launch.deployment_id}"
    )


def _refused(refused: journal.Refused) -> _Line:
    return _Line(
        refused.at,
        refused.platform_id,
        refused.code,
        refused.detail,
        refused.pointer,
        refused.reference,
        _pretty(orjson.loads(refused.claims)),
    )


def _pretty(claims: dict[str, Any]) -> str:
    return orjson.dumps(claims, option=orjson.OPT_INDENT_2).decode() if claims else ""
