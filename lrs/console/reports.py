"""Reports: figures with their n, period and definition, each leading to the people behind it, and as files."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs import budget_files
from lrs.clock import now
from lrs.console.door import Door, Visitor, see
from lrs.console.report_files import as_csv
from lrs.errors import InvalidParameter, Violation
from lrs.facade import Lrs
from lrs.report_desk import NAMES, Report, whole_period
from lrs.storage.report_people import Sought
from lrs.transcripts.period import Period
from lrs.web.record.files import as_file
from lrs.web.record.filters import period_of

_ON_A_PAGE = 50


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    for rule, name, view, method in (
        ("/reports", "reports", views.first, "GET"),
        ("/reports/<name>", "report", views.one, "GET"),
        ("/reports/<name>.csv", "report_file", views.file, "GET"),
        ("/reports/people", "report_people", views.people, "GET"),
        ("/reports/budget/lines.csv", "budget_file", views.budget_file, "GET"),
        ("/reports/budget/file", "take_budget", views.take_budget, "POST"),
        ("/reports/budget/lines", "add_budget_line", views.add_line, "POST"),
        ("/reports/budget/lines/<uuid:line_id>/remove", "remove_budget_line", views.remove, "POST"),
        ("/monitor", "monitor", views.monitor, "GET"),
        ("/monitor/<int(signed=True):thread>/claim", "claim_thread", views.claim, "POST"),
        ("/monitor/<int(signed=True):thread>/let-go", "let_go_thread", views.let_go, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


@dataclass(frozen=True, slots=True)
class _Behind:
    """What the page of the people behind a figure asks for."""

    sought: Sought
    period: Period
    begin: int
    silent: bool


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def first(self, visitor: Visitor) -> str:
        return self.one(visitor, "activity")

    def one(self, visitor: Visitor, name: str) -> str:
        report = self._report(visitor, name)
        return render_template(
            "console/report.html",
            visitor=visitor,
            report=report,
            names=NAMES,
            days=_days(report.period),
            groups=self._lrs.reports.groups(visitor.store, name),
            **(self._budget(visitor) if name == "budget" else {}),
        )

    def _budget(self, visitor: Visitor) -> dict[str, Any]:
        """Give what the page of the budget shows besides its figures."""
        moved = _number("moved") if request.args.get("moved") else None
        per_cent, figure = self._lrs.reports.what_if(visitor.store, moved)
        lines = self._lrs.reports.budget(visitor.store)
        return {"lines": lines, "moved": per_cent, "what_if": figure}

    def budget_file(self, visitor: Visitor) -> Response:
        written = budget_files.write(self._lrs.reports.budget(visitor.store))
        return as_file(Response(written), f"budget-{visitor.store.name}.csv", "csv")

    def take_budget(self, visitor: Visitor) -> Response:
        file = request.files.get("file")
        self._lrs.reports.take_budget(visitor.store, file.read() if file else b"", visitor.email)
        return see(url_for("console.report", name="budget"))

    def file(self, visitor: Visitor, name: str) -> Response:
        report = self._report(visitor, name)
        of = "-group" if report.group else ""
        file_name = f"report-{visitor.store.name}-{name}{of}.csv"
        return as_file(Response(as_csv([report])), file_name, "csv")

    def people(self, visitor: Visitor) -> str:
        wanted = _behind(_today(visitor))
        found = self._lrs.reports.behind(
            visitor.store, wanted.sought, wanted.begin, _ON_A_PAGE + 1, silent=wanted.silent
        )
        return render_template(
            "console/report_people.html",
            visitor=visitor,
            wanted=wanted,
            people=found[:_ON_A_PAGE],
            days=_days(wanted.period),
            more=wanted.begin + _ON_A_PAGE if len(found) > _ON_A_PAGE else None,
        )

    def monitor(self, visitor: Visitor) -> str:
        return render_template(
            "console/monitor.html",
            visitor=visitor,
            waiting=self._lrs.reports.unanswered(visitor.store),
            now=now(),
        )

    def claim(self, visitor: Visitor, thread: int) -> Response:
        self._lrs.reports.claim(visitor.store, thread, visitor.email)
        return see(url_for("console.monitor"))

    def let_go(self, visitor: Visitor, thread: int) -> Response:
        self._lrs.reports.let_go(visitor.store, thread)
        return see(url_for("console.monitor"))

    def add_line(self, visitor: Visitor) -> Response:
        self._lrs.reports.add_to_budget(visitor.store, request.form, visitor.email)
        return see(url_for("console.report", name="budget"))

    def remove(self, visitor: Visitor, line_id: UUID) -> Response:
        self._lrs.reports.take_from_budget(visitor.store, line_id)
        return see(url_for("console.report", name="budget"))

    def _report(self, visitor: Visitor, name: str) -> Report:
        period = period_of(request.args)
        group = request.args.get("group", "")
        return self._lrs.reports.report(visitor.store, name, period, _today(visitor), group)


def _today(visitor: Visitor) -> date:
    return visitor.at.day(now())


def _days(period: Period) -> dict[str, str]:
    return dict(period.words())


def _behind(today: date) -> _Behind:
    """Read what is asked for; raises InvalidParameter."""
    period = whole_period(period_of(request.args), today)
    first, last = period.first or date.min, period.last or date.max
    sought = Sought(
        first.toordinal(),
        last.toordinal(),
        request.args.getlist("kind"),
        request.args.getlist("formality"),
    )
    return _Behind(sought, period, _number("begin"), request.args.get("who") == "silent")


def _number(name: str) -> int:
    text = request.args.get(name, "0")
    if not text.isdecimal() or len(text) > 9:
        raise InvalidParameter(Violation(name, "Take the link of the page before.", "hallway"))
    return int(text)
