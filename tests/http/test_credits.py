"""Credit: asked for, decided with a reason, awarded by a statement, and taken back without a trace in the record."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lrs import Conflict, Entry, InvalidRequest, Scope
from lrs.credit_standing import CreditStanding
from tests.builders import a_statement, an_account
from tests.http.xapi_client import Application

ADA = an_account("17")
BASE = "https://hallway.example/profile/extensions"


class Desk:
    """A store, a learner with one entry, and the credit desk."""

    def __init__(self, application: Application) -> None:
        self.lrs, self.store = application.lrs, application.new_store()
        self.xapi = application.client(self.store, Scope.ALL)
        said = {f"{BASE}/evidence-level": "self-reported"}
        self.xapi.post(
            a_statement(
                actor=ADA,
                object="safety",
                context={"extensions": said},
                result={"duration": "PT75M"},
            )
        )
        self.ada = self.lrs.meet(self.store.id, ADA)

    @property
    def entry(self) -> Entry:
        [entry] = self.lrs.learner_record(self.store.id, self.ada).entries
        return entry

    def ask(self, **wish: str) -> UUID:
        wish = {"scheme": "NASBA-CPE", **wish}
        return self.lrs.credits.ask(self.store.id, self.ada, self.entry, wish, "Ada").id

    def row(self) -> dict[str, str]:
        """The entry as a line of CSV."""
        person = self.lrs.person(self.store.id, self.ada)
        record = self.lrs.learner_record(self.store.id, self.ada)
        file = self.lrs.export_person(person, record, self.store, "csv").content
        [row] = csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
        return row

    def approve(self, claim: UUID, amount: str = "") -> None:
        self.lrs.credits.approve(self.store.id, claim, "pia@example.org", "seen", amount)


@pytest.fixture
def desk(application: Application) -> Desk:
    return Desk(application)


def test_approval_awards_by_a_statement_and_verifies_the_entry(desk: Desk) -> None:
    assert desk.entry.evidence == "self-reported"
    claim = desk.ask()
    assert desk.entry.credits == ()
    desk.approve(claim)
    entry = desk.entry
    [credit] = entry.credits
    assert (credit.amount, str(credit), credit.by) == (
        Decimal("1.5"),
        "1.5 CPE",
        "an administrator",
    )
    assert entry.evidence == "staff-verified"
    assert credit.statement in {line.id for line in entry.statements}
    with pytest.raises(Conflict):
        desk.approve(claim)
    with pytest.raises(Conflict):
        desk.ask()


def test_an_award_taken_back_leaves_the_record_as_it_was(desk: Desk) -> None:
    before = desk.entry
    claim = desk.ask()
    desk.approve(claim, "0.5")
    assert desk.entry.credits[0].amount == Decimal("0.5")
    desk.lrs.credits.withdraw(desk.store.id, claim, "pia", "a mistake")
    assert desk.entry == before
    [kept] = desk.lrs.credits.of(desk.store.id, [desk.ada])
    assert (kept.state, kept.reason) == ("withdrawn", "a mistake")


def test_refusals_say_why_and_change_nothing(desk: Desk) -> None:
    before, claim = desk.entry, desk.ask()
    with pytest.raises(Conflict):
        desk.ask()
    with pytest.raises(InvalidRequest):
        desk.lrs.credits.decline(desk.store.id, claim, "pia", " ")
    desk.lrs.credits.decline(desk.store.id, claim, "pia", "no certificate")
    assert desk.entry == before
    assert desk.ask()


@pytest.mark.parametrize(
    "wish", [{"scheme": "NONE"}, {"amount": "many"}, {"amount": "-1"}, {"amount": "1e9"}]
)
def test_bad_wishes_are_refused(desk: Desk, wish: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest):
        desk.ask(**wish)


def test_a_key_cant_award_credit(desk: Desk) -> None:
    """Whoever may write statements may still not speak for the staff."""
    said = {f"{BASE}/credit": {"scheme": "CPD", "amount": 40, "unit": "CPD"}}
    desk.xapi.post(
        a_statement(
            actor=an_account("pia", "http://localhost/console"),
            verb="https://hallway.example/profile/verbs/attested",
            object={"objectType": "StatementRef", "id": desk.entry.decisive},
            result={"extensions": said},
            context={"extensions": {f"{BASE}/evidence-level": "staff-verified"}},
            authority=an_account("staff", "http://localhost:8000"),
        )
    )
    assert desk.entry.credits == ()
    assert desk.entry.evidence == "self-reported"


def test_a_store_changes_a_scheme_and_adds_its_own(desk: Desk) -> None:
    desks = desk.lrs.credits
    text = '{"code": "NASBA-CPE", "name": "Ours", "unit": "CPE", "minutes": 50, "steps": ["1"]}'
    desks.put_scheme(desk.store.id, text, "pia")
    desk.approve(desk.ask())
    assert str(desk.entry.credits[0]) == "1 CPE"
    for wrong in ("{", "[]", '{"code": "X"}', text.replace("50", "0")):
        with pytest.raises(InvalidRequest):
            desks.put_scheme(desk.store.id, wrong, "pia")


def test_credit_of_a_scheme_expires_so_many_months_after_its_award(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        '{"code": "OWN", "name": "Ours", "unit": "pt", "minutes": 15, "steps": ["1"],'
        ' "valid_months": 6, "since": "2020-01-01"}'
    )
    desk.lrs.credits.put_scheme(desk.store.id, text, "pia")
    monkeypatch.setattr("lrs.crediting.moment", lambda: datetime(2026, 8, 31, tzinfo=UTC))
    desk.approve(desk.ask(scheme="OWN"))
    [credit] = desk.entry.credits
    assert (str(credit), credit.expires) == ("5 pt", date(2027, 2, 28))
    assert desk.row()["expires_on"] == "2027-02-28"
    for today, counted, expired in ((28, 5, 0), (29, 0, 5)):
        at = datetime(2027, 2, 28, 12, tzinfo=UTC) + timedelta(days=today - 28)
        monkeypatch.setattr("lrs.credit_standing.moment", lambda at=at: at)
        person = desk.lrs.person(desk.store.id, desk.ada)
        [line] = CreditStanding(desk.lrs.database, desk.store).of(person, [desk.entry])
        assert (line.counted, line.expired) == (counted, expired)


def test_a_dispute_stands_on_the_entry_until_it_is_settled(desk: Desk) -> None:
    disputes, store_id, before = desk.lrs.disputes, desk.store.id, desk.entry
    made = disputes.dispute(store_id, desk.ada, ADA, before, "I was ill that day")
    assert desk.entry.note == "I was ill that day"
    with pytest.raises(Conflict):
        disputes.dispute(store_id, desk.ada, ADA, desk.entry, "still")
    disputes.let_stand(store_id, made.id, "pia", "Moodle says you were there")
    assert desk.entry == before
    again = disputes.dispute(store_id, desk.ada, ADA, before, "No")
    wrong = [line.id for line in before.statements]
    disputes.remove(store_id, again.id, "pia", "Sorry", wrong)
    assert desk.lrs.learner_record(store_id, desk.ada).entries == ()
    assert [d.state for d in disputes.latest(store_id)] == ["removed", "stands"]


def test_a_file_of_the_record_carries_credit_and_dispute(desk: Desk) -> None:
    desk.approve(desk.ask())
    desk.lrs.disputes.dispute(desk.store.id, desk.ada, ADA, desk.entry, "I was ill")
    row = desk.row()
    assert (row["credit_scheme"], row["credits"], row["approved_by"]) == (
        "NASBA-CPE",
        "1.5",
        "an administrator",
    )
    assert row["note"] == "disputed by the learner: I was ill"
