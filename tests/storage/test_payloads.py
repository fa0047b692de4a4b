"""Payloads: what comes back is what was written, whoever compressed it and whenever."""

import hashlib
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.storage import payload_dictionaries
from lrs.storage.payloads import Payloads, compressed
from lrs.storage.tables import statements as table
from lrs.storage.zstd_dictionary import BUILT_IN
from lrs.xapi.stamping import format_instant
from lrs.xapi.statement_query import StatementQuery
from tests.builders import a_statement, statements

STORED = 1_767_225_600_123_456
INSTANT = format_instant(STORED)


@pytest.fixture
def access(lrs: Lrs, store: Store) -> Access:
    key = lrs.create_key(store, [Scope.ALL], "k")
    return lrs.authenticate(key.key, key.secret)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), timestamped=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_comes_back_is_what_went_in(text: str, timestamped: bool) -> None:
    """Also for texts that look like the end of a payload."""
    for value in (text, f'{text}","timestamp":"', f'{text},\\"timestamp\\":"'):
        given = {"id": "x", "timestamp": value} if timestamped else {"id": value}
        payload = compressed(orjson.dumps(given), timestamped=timestamped)
        came = orjson.loads(Payloads(None, 1).text(STORED, payload))  # type: ignore[arg-type]
        assert came == {"timestamp": INSTANT, **given, "stored": INSTANT}


def test_the_built_in_dictionary_never_changes() -> None:
    """Every payload that was written with it needs it, byte for byte; a better one gets another id."""
    assert BUILT_IN.id == 40000
    digest = hashlib.sha256(BUILT_IN.content).hexdigest()
    assert digest == "4a83d9483548442eee7d637d224b4fb3c46d14c09853ce0f0311a34856797130"
    frame = bytes.fromhex("28b52ffd22409c394d0000107b7d010034edcc42")
    assert (
        BUILT_IN.decompress(frame) == b'{"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"}'
    )


def test_statements_from_before_compression_are_read_and_compacted(
    lrs: Lrs, store: Store, access: Access
) -> None:
    ids = lrs.record_statements(access, [*statements(2), a_statement(timestamp=INSTANT)])
    before = [one(lrs, access, each) for each in ids]
    for statement_id, text in zip(ids, before, strict=True):
        same = (table.c.store_id == store.id) & (table.c.id == UUID(statement_id))
        lrs.database.write(
            lambda sql, same=same, text=text: sql.execute(
                update(table).where(same).values(payload=text)
            )
        )
    assert [one(lrs, access, each) for each in ids] == before
    done = lrs.compact(store, learn=False, progress=lambda _done, _total: None)
    assert done.saved > 0
    assert [one(lrs, access, each) for each in ids] == before


def test_a_store_learns_its_dictionary_and_writes_with_it(
    lrs: Lrs, store: Store, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [f"{uuid4()} {uuid4()} {uuid4()}" for _ in range(4)]  # of this store alone
    lrs.record_statements(access, [about(words[n % 4]) for n in range(1200)])
    before = kept(lrs, store)
    heard: list[tuple[int, int]] = []
    done = lrs.compact(store, learn=False, progress=lambda *how_far: heard.append(how_far))
    assert heard[-1] == (1200, 1200)
    assert before - done.saved == kept(lrs, store) < before / 2

    again = lrs.compact(store, learn=False, progress=lambda _done, _total: None)
    assert again.saved == 0, "what is compacted is left alone"

    lrs._commits.dictionaries._newest._known.clear()  # a minute later
    (new,) = lrs.record_statements(access, [about(words[0])])
    assert kept(lrs, store) - before + done.saved < before / 1200 / 2
    # Another process meets the dictionary for the first time.
    monkeypatch.setattr(payload_dictionaries, "_known", {BUILT_IN.id: BUILT_IN})
    assert words[0] in one(lrs, access, new).decode()


def about(words: str) -> dict[str, Any]:
    return a_statement(result={"response": words})


def one(lrs: Lrs, access: Access, statement_id: str) -> bytes:
    return lrs.statement(access, StatementQuery(statement_id=statement_id)).statements[0]


def kept(lrs: Lrs, store: Store) -> int:
    query = select(func.sum(func.length(table.c.payload))).where(table.c.store_id == store.id)
    with lrs.database.reading() as connection:
        return int(connection.scalar(query) or 0)
