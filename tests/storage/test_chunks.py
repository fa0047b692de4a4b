"""Lists of any length reach the database, in pieces that it takes."""

from uuid import uuid4

import pytest

from lrs import Lrs, Scope, Store
from lrs.errors import StatementConflict
from lrs.storage import chunks as chunks_module
from lrs.storage.chunks import chunks
from lrs.storage.statements import Statements
from lrs.xapi.statement_query import StatementQuery
from tests.builders import a_reference, a_statement, a_voiding, an_activity, an_agent

_FEWEST_ALLOWED = 32_766  # parameters in one statement, by SQLite as it comes


@pytest.mark.parametrize("count", [0, 1, 10_000, 10_001, 70_000])
def test_pieces_hold_everything_once_and_in_order(count: int) -> None:
    pieces = list(chunks(range(count)))
    assert [each for piece in pieces for each in piece] == list(range(count))
    assert all(0 < len(piece) < _FEWEST_ALLOWED - 100 for piece in pieces)


def test_a_batch_in_many_pieces_is_one_batch(
    lrs: Lrs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks_module, "_LARGEST", 2)
    key = lrs.create_key(store, [Scope.ALL], "k")
    access = lrs.authenticate(key.key, key.secret)
    targets = [
        a_statement(id=str(uuid4()), actor=an_agent(f"a{n}"), object=an_activity(f"c{n}"))
        for n in range(7)
    ]
    voiders = [a_voiding(each["id"], id=str(uuid4())) for each in targets[:5]]
    comments = [a_statement(id=str(uuid4()), object=a_reference(each["id"])) for each in targets]
    lrs.record_statements(access, [*voiders[:3], *comments, *targets, *voiders[3:]])
    assert len(lrs.record_statements(access, targets)) == 7
    with pytest.raises(StatementConflict):
        lrs.record_statements(access, [*targets[:6], targets[6] | {"verb": {"id": "x:other"}}])
    with lrs.database.reading() as connection:
        assert Statements(connection, lrs.database.dialect, store.id).count() == 19
    page = lrs.statements(access, StatementQuery(), None)
    assert len(page.statements) == 19 - 5
    about = StatementQuery(activity=targets[6]["object"]["id"])
    assert len(lrs.statements(access, about, None).statements) == 2
