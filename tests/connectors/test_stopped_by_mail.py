"""What stopped is told to the administrators by mail: each of them once, until it is mended."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

import connectors
import wsgi
from connectors.out.office import Office
from connectors.out.outlet import Kind
from connectors.out.plan import Plan
from connectors.storage import Connection, State
from lti_tool.notifications.alarming import Alarming
from lti_tool.notifications.mail import SmtpServer
from tests.connectors.conftest import Works
from tests.connectors.trials import PULLS
from tests.rooms.mail_server import running_mail_server

MOODLE = next(trial for trial in PULLS if trial.kind == "moodle")


@pytest.fixture(autouse=True)
def _administrators(works: Works) -> None:
    for email in ("grace@example.org", "linus@example.org"):
        works.lrs.create_administrator(works.store, email, "a long password of the tests")


def _break(works: Works, name: str = "Moodle of the school") -> Connection:
    works.wire.site = lambda call: MOODLE.locked
    connection = works.connect("moodle", MOODLE.settings, name=name)
    works.runner.run_due()
    assert works.desk.find(works.store.id, connection.id).state is State.BROKEN
    return connection


def _round(works: Works) -> list[EmailMessage]:
    """Let the worker of a whole Hallway do the errand; give the mails that lie in files, by address."""
    wsgi.commands(wsgi.Hallway(works.lrs.settings, works.lrs.database, works.lrs))
    works.lrs.queue.send("alarms")
    works.lrs.queue.run_waiting()
    files = (works.lrs.settings.var / "mail").glob("*.eml")
    mails = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in files]
    return sorted(mails, key=lambda mail: (str(mail["To"]), str(mail["Subject"])))


def test_a_refused_key_is_told_to_each_administrator_once(works: Works) -> None:
    connection = _break(works)
    mails = _round(works)
    assert [mail["To"] for mail in mails] == ["grace@example.org", "linus@example.org"]
    assert {mail["Subject"] for mail in mails} == {"Moodle of the school stopped"}
    text = mails[0].get_content()
    reason = works.desk.find(works.store.id, connection.id).reason
    assert reason in text
    page = f"/console/connections/{connection.id}"
    assert f"{works.lrs.settings.base_url}{page}" in text
    assert works.app.url_map.bind("localhost").match(page)[0] == "connections.one"
    assert len(_round(works)) == 2


def test_once_mended_it_is_told_again_when_it_stops_again(works: Works) -> None:
    connection = _break(works)
    _round(works)
    works.desk.set_state(connection, State.ACTIVE)
    assert len(_round(works)) == 2
    works.runner.run_due()
    assert len(_round(works)) == 4


def test_an_outlet_that_stopped_is_told_too(works: Works) -> None:
    office = Office(works.lrs, works.clock)
    given = {"address": "https://payroll.example.org/hook", "happenings": ["record.completed"]}
    plan = Plan(Kind.WEBHOOK, "Payroll", given)
    outlet = office.add(works.store.id, plan, "test")
    office.set_state(outlet, State.BROKEN)
    mails = _round(works)
    assert {mail["Subject"] for mail in mails} == {"Payroll stopped"}
    page = f"/console/outlets/{outlet.id}"
    assert page in mails[0].get_content()
    assert works.app.url_map.bind("localhost").match(page)[0] == "outlets.one"


def test_nothing_is_told_of_what_works(works: Works) -> None:
    works.wire.site = MOODLE.site
    works.connect("moodle", MOODLE.settings)
    works.runner.run_due()
    assert _round(works) == []


@pytest.mark.parametrize("kind", ["sqlite"])
def test_whom_the_mail_server_puts_off_is_told_later_and_nobody_twice(works: Works) -> None:
    _break(works)
    with running_mail_server() as server:
        server.answers = ["451 4.7.1 come back", "250 ok"]
        post = SmtpServer(server.url).hand_over
        alarming = Alarming(works.lrs, connectors.alarms(works.lrs), post, works.clock)
        alarming.run()
        assert [mail["To"] for mail in server.mails] == ["linus@example.org"]
        works.clock.seconds += 61
        alarming.run()
        alarming.run()
    assert [mail["To"] for mail in server.mails] == ["linus@example.org", "grace@example.org"]
