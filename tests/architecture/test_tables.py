"""Nothing crosses between stores: store_id leads every key and index."""

import pytest
from sqlalchemy import Index, Table, UniqueConstraint

import wsgi
from lrs.database import metadata

assert wsgi  # brings every table of every package

# Tables that are looked into before the store is known, and how one gets there.
DOORS = {
    "stores": "is the list of stores itself",
    "keys": "a request shows a key, and the key says which store",
    "connections": "a webhook's address names one, and the connection says which store",
    "administrators": "one signs in by e-mail, into any of one's stores",
    "sign_in_failures": "a wrong password belongs to no store",
    "sessions": "a cookie's token says which store",
    "platforms": "a login names its issuer and client, and the registration says which store",
    "login_states": "a launch shows its state, and the state says which platform",
    "record_shares": "the token in the address of a shared record says which store",
    "tool_sessions": "a cookie's token says which store",
    "invitations": "the token in the address of an invitation says which store",
    "unknown_platforms": "nobody registered them, so they belong to no store",
    "issued_transcripts": "a stranger types the code of a transcript, and the transcript says which store",
    "tool_keys": "belong to the installation, which signs for all stores",
}
TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
INDEXES = sorted(
    (
        (table, index)
        for table in TABLES
        for index in (*table.indexes, *table.constraints)
        if isinstance(index, Index | UniqueConstraint)
    ),
    key=lambda pair: str(pair[1].name),
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_primary_key_leads_with_the_store(table: Table) -> None:
    assert table.name in DOORS or next(iter(table.primary_key)).name == "store_id"


@pytest.mark.parametrize(("table", "index"), INDEXES, ids=lambda part: part.name)
def test_each_index_leads_with_the_store(table: Table, index: Index | UniqueConstraint) -> None:
    assert table.name in DOORS or next(iter(index.columns)).name == "store_id"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_of_a_store_knows_its_store(table: Table) -> None:
    assert table.name == "stores" or "store_id" in table.columns or table.name in DOORS


def test_every_door_exists() -> None:
    assert set(DOORS) <= set(metadata.tables)
