"""`since` leaves out what was changed at that very instant (xAPI-Communication 2.3)."""

import pytest
from sqlalchemy import Connection

from lrs import Lrs, Store
from lrs.storage.documents import Collection, Document, Documents


@pytest.mark.parametrize(
    ("since", "ids"),
    [(None, ["a", "b"]), (99, ["a", "b"]), (100, ["b"]), (101, []), (-1, ["a", "b"])],
)
def test_since_is_exclusive(lrs: Lrs, store: Store, since: int | None, ids: list[str]) -> None:
    def put(connection: Connection) -> list[str]:
        documents = Documents(
            connection,
            lrs.database.dialect,
            store.id,
            Collection("agent_profile", None, "mbox:mailto:a@example.org"),
        )
        for name, updated in (("b", 101), ("a", 100)):
            documents.put(name, None, Document(b"x", "text/plain", '"e"', updated), guarded=False)
        return list(documents.ids(None, since))

    assert lrs.database.write(put) == ids
