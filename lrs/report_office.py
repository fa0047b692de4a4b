"""The office of reports: keeps what they are made from up to date, and hands them out."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs import budget_files, group_desk, report_desk, reporting, thread_desk
from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidParameter, Violation
from lrs.queue import Queue
from lrs.record.entry import Formality
from lrs.report_desk import Report
from lrs.reports.budget import BudgetLine, needed, what_if
from lrs.reports.figure import Figure
from lrs.storage.budget import Budget
from lrs.storage.report_people import Behind, Sought
from lrs.storage.stores import Store
from lrs.thread_desk import Unanswered
from lrs.transcripts.period import Period

_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class ReportOffice:
    """Reports of all stores; `late` may be a replica that is a little behind."""

    def __init__(
        self, database: Database, late: Database, queue: Queue, stores: Callable[[], list[Store]]
    ) -> None:
        self._database = database
        self._late = late
        self._stores = stores
        queue.learn(reporting.ERRAND, self._refresh_all)

    def report(
        self, store: Store, name: str, period: Period, today: date, group: str = ""
    ) -> Report:
        """Say what a report says of some days, of a group of their year; raises NotFound, InvalidParameter."""
        if group:
            return group_desk.report(self._late, store, name, group, period, today)
        return report_desk.report(self._late, store, name, period, today)

    def groups(self, store: Store, name: str) -> list[str]:
        """Give the groups of which a report may be asked, by name."""
        return group_desk.groups(self._late, store) if name in group_desk.MAKERS else []

    def behind(
        self, store: Store, sought: Sought, begin: int, limit: int, *, silent: bool = False
    ) -> Sequence[Behind]:
        """Give who stands behind a figure; `silent` asks for those who spoke with nobody."""
        return report_desk.behind(self._late, store, sought, begin, limit, silent=silent)

    def refresh(self, store: Store) -> int:
        """Count what is new; gives how many people were counted anew."""
        return reporting.refresh(self._database, store)

    def rebuild(self, store: Store, progress: reporting.Progress) -> int:
        """Count everything from the statements once more."""
        return reporting.rebuild(self._database, store, progress)

    def waits_since(self, store: Store) -> int | None:
        """Give the instant of the oldest statement that no report counts yet, None where all do."""
        return reporting.waits_since(self._database, store.id)

    def unanswered(self, store: Store) -> list[Unanswered]:
        return thread_desk.unanswered(self._database, store.id)

    def claim(self, store: Store, thread: int, by: str) -> None:
        thread_desk.claim(self._database, store.id, thread, by)

    def let_go(self, store: Store, thread: int) -> None:
        thread_desk.let_go(self._database, store.id, thread)

    def budget(self, store: Store) -> list[BudgetLine]:
        with self._database.reading() as connection:
            return Budget(connection, store.id).lines()

    def what_if(self, store: Store, moved: int | None) -> tuple[int, Figure | None]:
        """Show what moving some per cent of the formal money would do, by default as much as two thirds need."""
        lines = self.budget(store)
        per_cent = needed(lines) if moved is None else min(moved, 100)
        return per_cent, what_if(lines, per_cent)

    def take_budget(self, store: Store, file: bytes, by: str) -> int:
        """Keep all lines of a CSV file, or none; raises InvalidParameter with what is wrong in which row."""
        lines = budget_files.read(file, lambda row: budget_line(row, by))
        self._database.write(lambda c: Budget(c, store.id).add(lines))
        return len(lines)

    def add_to_budget(self, store: Store, form: Mapping[str, str], by: str) -> None:
        """Keep a line as a form says it; raises InvalidParameter."""
        line = budget_line(form, by)
        self._database.write(lambda c: Budget(c, store.id).add([line]))

    def take_from_budget(self, store: Store, line_id: UUID) -> None:
        def work(connection: Connection) -> None:
            Budget(connection, store.id).remove(line_id)

        self._database.write(work)

    def _refresh_all(self) -> None:
        for store in self._stores():
            self.refresh(store)


def budget_line(form: Mapping[str, str], by: str) -> BudgetLine:
    """Read a line from a form; raises InvalidParameter with everything that is wrong."""
    given = {name: form.get(name, "").strip() for name in ("year", "name", "amount", "currency")}
    amount = given["amount"].replace(" ", "").replace(",", ".")
    formality = form.get("formality", "")
    rules = {
        "year": (given["year"].isdecimal() and 1900 < int(given["year"]) < 2200, "a year: 2026"),
        "name": (0 < len(given["name"]) <= 200, "what the money is for, up to 200 letters"),
        "amount": (_MONEY.fullmatch(amount), "an amount: 12500 or 12500.50"),
        "currency": (_CURRENCY.fullmatch(given["currency"]), "a currency in three letters: EUR"),
        "formality": (formality in ("", *Formality), f"one of {', '.join(Formality)}, or nothing"),
    }
    wrong = [
        Violation(name, f"Write {words}.", "hallway")
        for name, (fits, words) in rules.items()
        if not fits
    ]
    if wrong:
        raise InvalidParameter(*wrong)
    cents = round(float(amount) * 100)
    planned = form.get("planned") == "yes"
    return BudgetLine(
        uuid4(),
        int(given["year"]),
        planned,
        given["name"],
        formality,
        cents,
        given["currency"],
        by,
        now(),
    )
