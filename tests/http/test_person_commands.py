"""hallway person: who is there, joined and parted, and a member list tried before it is taken in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import wsgi
from lrs import Lrs, Store
from tests.builders import a_statement, an_account, an_agent

Run = Callable[..., Any]


@pytest.fixture
def run(hallway: wsgi.Hallway, store: Store) -> Run:
    group = wsgi.commands(hallway)

    def run(name: str, *arguments: object, status: int = 0) -> Any:
        words = ["person", name, "--store", store.name, *map(str, arguments)]
        done = CliRunner().invoke(group, words)
        assert done.exit_code == status, done.output
        return json.loads(done.output) if "--json" in words else done.output

    return run


def test_two_identities_are_joined_seen_as_one_and_parted(run: Run, lrs: Lrs, store: Store) -> None:
    access = lrs.own_access(store.id)
    lrs.record_statements(access, [a_statement(), a_statement(actor=an_account("ada"))])
    by_mail, by_account = (lrs.meet(store.id, who) for who in (an_agent(), an_account("ada")))
    assert {each["id"] for each in run("list", "--json")} == {str(by_mail), str(by_account)}
    assert "Ada" in run("list", "--search", "ad")
    reason = ("--reason", "Both sit at one desk")
    made = run("join", by_mail, "--into", by_account, *reason, "--json")
    shown = run("show", by_account, "--json")
    assert (len(shown["identities"]), shown["entries"]) == (2, 1)
    assert shown["joins"][0]["reason"] == "Both sit at one desk"
    assert "one already" in run("join", by_mail, "--into", by_account, *reason)
    run("part", made["id"])
    assert len(run("show", by_account, "--json")["identities"]) == 1


def test_a_member_list_is_tried_and_then_taken_in(
    run: Run, lrs: Lrs, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_text("No,email,roles\n4711,ada@example.org,director\n,bo@example.org,\n")
    columns = ("--column", "member_id=No")
    tried = run("import", file, *columns, "--dry-run", "--json")
    assert (tried["new"], tried["faults"]) == (1, [{"row": 3, "message": "there is no member id"}])
    assert lrs.members.all(store.id) == []
    assert "1 are new" in run("import", file, *columns)
    [member] = lrs.members.all(store.id)
    assert (member.member_id, member.roles) == ("4711", ("director",))
    assert "0 would be new, 0 changed, 1 as they were" in run("import", file, *columns, "--dry-run")
    assert "the fields are" in run("import", file, "--column", "nick=No", status=2)
