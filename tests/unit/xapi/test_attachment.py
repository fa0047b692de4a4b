"""What a statement must say about its attachments."""

import pytest

from tests.unit.xapi.full_statement import ABSENT, an_attachment, everywhere

GOOD: list[tuple[str, object]] = [
    ("/attachments", []),
    ("/attachments/0/fileUrl", ABSENT),
    ("/attachments/0/length", 0),
    *(("/attachments/0/sha2", "aB" * (digits // 2)) for digits in (56, 64, 96, 128)),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/attachments", an_attachment(), "/attachments"),
    ("/attachments/0", "x", "/attachments/0"),
    ("/attachments/0/usageType", "should fail", "/attachments/0/usageType"),
    ("/attachments/0/display", ABSENT, "/attachments/0/display"),
    ("/attachments/0/display", "x", "/attachments/0/display"),
    ("/attachments/0/description", {"a12345678": "x"}, "/attachments/0/description/a12345678"),
    ("/attachments/0/contentType", 5, "/attachments/0/contentType"),
    ("/attachments/0/contentType", "text", "/attachments/0/contentType"),
    ("/attachments/0/length", "27", "/attachments/0/length"),
    ("/attachments/0/length", -1, "/attachments/0/length"),
    ("/attachments/0/length", 1.5, "/attachments/0/length"),
    ("/attachments/0/sha2", "49", "/attachments/0/sha2"),
    ("/attachments/0/sha2", 12345, "/attachments/0/sha2"),
    ("/attachments/0/sha2", ABSENT, "/attachments/0/sha2"),
    ("/attachments/0/fileUrl", "should fail", "/attachments/0/fileUrl"),
    ("/attachments/0/name", "x", "/attachments/0/name"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4
