"""A record that was read before is never behind what has been written since."""

from lrs import Scope
from tests.builders import a_reference, a_statement, a_verb, an_account, an_activity
from tests.http.xapi_client import Application

LEARNER = an_account("17")


def _titles(application: Application, store) -> list[str]:
    person = application.lrs.meet(store.id, LEARNER)
    return [entry.title for entry in application.lrs.learner_record(store.id, person).entries]


def test_a_record_read_again_holds_what_came_in_between(application: Application) -> None:
    store = application.new_store()
    client = application.client(store, Scope.ALL)
    client.post(a_statement(actor=LEARNER, object="first"))
    assert _titles(application, store) == ["first"]
    client.post(a_statement(actor=LEARNER, object="second"))
    assert sorted(_titles(application, store)) == ["first", "second"]


def test_what_somebody_else_voids_is_gone_at_once(application: Application) -> None:
    store = application.new_store()
    client = application.client(store, Scope.ALL)
    (sent,) = client.post(a_statement(actor=LEARNER, object="first"))
    assert _titles(application, store) == ["first"]
    client.post(a_statement(verb="voided", object=a_reference(sent)))
    assert _titles(application, store) == []


def test_what_somebody_else_confirms_is_confirmed_at_once(application: Application) -> None:
    store = application.new_store()
    client = application.client(store, Scope.ALL)
    other = an_account("18")
    (talk,) = client.post(
        a_statement(
            actor=LEARNER, verb=a_verb("http://id.tincanapi.com/verb/talked-with"), object=other
        )
    )
    person = application.lrs.meet(store.id, LEARNER)
    (before,) = application.lrs.learner_record(store.id, person).entries
    attested = a_verb("https://hallway.example/profile/verbs/attested")
    client.post(a_statement(actor=other, verb=attested, object=a_reference(talk)))
    (after,) = application.lrs.learner_record(store.id, person).entries
    assert (before.evidence, after.evidence) == ("self-reported", "peer-confirmed")


def test_a_record_of_another_store_is_another_record(application: Application) -> None:
    mine, theirs = application.new_store(), application.new_store()
    application.client(mine, Scope.ALL).post(a_statement(actor=LEARNER, object=an_activity("mine")))
    application.client(theirs, Scope.ALL).post(
        a_statement(actor=LEARNER, object=an_activity("theirs"))
    )
    assert _titles(application, mine) == ["mine"]
    assert _titles(application, theirs) == ["theirs"]
