"""UUIDs in their standard string form."""

import pytest

from lrs.xapi import statement_id

UUID = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"


@pytest.mark.parametrize(
    "value", [UUID, UUID.upper(), "12345678-1234-5678-1234-567812345678", UUID.replace("4b", "7b")]
)
def test_good(value: str) -> None:
    assert statement_id.fault(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        UUID + "8",
        UUID[:-1],
        "M" + UUID[1:],
        UUID.replace("-", ""),
        "{" + UUID + "}",
        "urn:uuid:" + UUID,
        UUID + "\n",
        12345,
        None,
        {},
    ],
)
def test_bad(value: object) -> None:
    assert statement_id.fault(value) is not None
