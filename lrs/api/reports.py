"""/api/v1/reports: what the reports say, with n, period, time zone and definition of each figure."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from lrs.access import Scope
from lrs.api.door import ApiDoor
from lrs.facade import Lrs
from lrs.report_desk import NAMES, Report
from lrs.reports.figure import Figure
from lrs.storage.stores import Store
from lrs.transcripts.period import Period

_READ = (Scope.ALL_READ, Scope.STATEMENTS_READ)


class ReportQuery(Schema):
    """Which days, both included; without them the last twelve months. With a group the year of the last day."""

    first = fields.Date(data_key="from", load_default=None)
    last = fields.Date(data_key="until", load_default=None)
    group = fields.String(load_default="", validate=validate.Length(max=500))


class WhatIfQuery(Schema):
    """How many per cent of the formal money move; without them as many as two thirds need."""

    moved = fields.Integer(load_default=None, validate=validate.Range(0, 100))


class ColumnSchema(Schema):
    """A column of a figure."""

    name = fields.String(required=True)
    unit = fields.String(required=True)


class RowSchema(Schema):
    """A row of a figure; `kept_back` says that it speaks of fewer than five people."""

    name = fields.String(required=True)
    values = fields.List(fields.Raw(allow_none=True), required=True)
    kept_back = fields.Boolean(required=True)


class DefinitionSchema(Schema):
    """A word of a figure and what it means."""

    term = fields.String(required=True)
    words = fields.String(required=True)


class FigureSchema(Schema):
    """A figure: `n` counts `of`."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    finding = fields.String(required=True)
    n = fields.Integer(required=True)
    of = fields.String(required=True)
    definition = fields.List(fields.Nested(DefinitionSchema), required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True)
    rows = fields.List(fields.Nested(RowSchema), required=True)


class WhatIfSchema(Schema):
    """What moving money would do; no figure where no budget line is tagged."""

    moved = fields.Integer(required=True)
    figure = fields.Nested(FigureSchema, required=True, allow_none=True)


class ReportSchema(Schema):
    """A report; `waiting` people are not counted yet, `group` is "" for everybody."""

    name = fields.String(required=True, validate=validate.OneOf(NAMES))
    title = fields.String(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="until")
    group = fields.String(required=True)
    time_zone = fields.String(required=True)
    counted = fields.AwareDateTime(required=True, allow_none=True)
    waiting = fields.Integer(required=True)
    figures = fields.List(fields.Nested(FigureSchema), required=True)


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the resource."""
    pages, door = Blueprint("reports", __name__, url_prefix="/api/v1"), ApiDoor(lrs)

    @pages.route("/reports/<name>")
    @pages.arguments(ReportQuery, location="query")
    @pages.response(200, ReportSchema)
    def report(query: dict[str, Any], name: str) -> dict[str, Any]:
        """Give a report of some days, of everybody or of a group of the member list."""
        store = lrs.store(door.access(*_READ).store_id)
        period = Period(query["first"], query["last"])
        return _report(lrs.reports.report(store, name, period, _today(store), query["group"]))

    @pages.route("/reports/budget/what-if")
    @pages.arguments(WhatIfQuery, location="query")
    @pages.response(200, WhatIfSchema)
    def what_if(query: dict[str, Any]) -> dict[str, Any]:
        """Work out what moving part of the formal money would do to the two thirds."""
        store = lrs.store(door.access(*_READ).store_id)
        moved, figure = lrs.reports.what_if(store, query["moved"])
        return {"moved": moved, "figure": _figure(figure) if figure else None}

    return pages


def _today(store: Store) -> date:
    return datetime.now(ZoneInfo(store.time_zone)).date()


def _report(report: Report) -> dict[str, Any]:
    counted = datetime.fromtimestamp(report.counted / 1_000_000, UTC) if report.counted else None
    return {
        "name": report.name,
        "title": report.title,
        "first": report.period.first,
        "last": report.period.last,
        "group": report.group,
        "time_zone": report.scope.zone,
        "counted": counted,
        "waiting": report.waiting,
        "figures": [_figure(figure) for figure in report.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    plain = {name: getattr(figure, name) for name in ("name", "title", "finding", "n", "of")}
    return {
        **plain,
        "definition": [{"term": term, "words": words} for term, words in figure.definition],
        "columns": [{"name": c.name, "unit": str(c.unit)} for c in figure.columns],
        "rows": [
            {"name": r.name, "values": list(r.values), "kept_back": r.hidden} for r in figure.rows
        ],
    }
