"""Many statements read with the parts that they share."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from bench import corpus
from lrs.xapi.shared_parts import SharedParts

HER = corpus.agent(0)
ACTIVITY = {"id": "https://example.org/a", "definition": {"name": {"en": 'A "part" of ü, 😀'}}}
STATEMENT = {
    "id": "12345678-1234-5678-1234-567812345678",
    "actor": {"mbox": "mailto:ann@example.org"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
    "object": ACTIVITY,
}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"context": {}},
        {"context": {"contextActivities": {"parent": [ACTIVITY]}, "platform": "Moodle"}},
        {"context": {"extensions": {"https://example.org/context": {"context": [1, None, True]}}}},
        {"result": {"score": {"raw": 0.1}, "extensions": {"https://example.org/x": 2**63}}},
        {"attachments": []},
    ],
)
@pytest.mark.parametrize("option", [0, orjson.OPT_INDENT_2])
def test_a_statement_is_what_its_json_says(more: dict[str, Any], option: int) -> None:
    statement = STATEMENT | more
    assert SharedParts().read(orjson.dumps(statement, option=option)) == statement


def test_a_persons_statements_take_little_more_than_half_the_memory() -> None:
    texts = [orjson.dumps(each) for each in corpus.statements(4000, 3) if each["actor"] == HER]
    assert _memory(SharedParts().read, texts) < 0.6 * _memory(orjson.loads, texts)


def _memory(read: Callable[[bytes], Any], texts: list[bytes]) -> int:
    tracemalloc.start()
    try:
        kept = [read(text) for text in texts]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept == [orjson.loads(text) for text in texts]
    return held
