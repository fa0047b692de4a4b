"""Objects that remember the keys that were given to them twice, and where those stand."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lrs.errors import Violation
from lrs.xapi.fault import shown
from lrs.xapi.properties import escaped


class Members(dict[str, Any]):
    """An object with repeated keys; the last value of each is kept, as most parsers do."""

    repeated: tuple[str, ...]

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return a plain dict unless a key is repeated (an object_pairs_hook)."""
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        members = cls(plain)
        times = Counter(key for key, _ in pairs)
        members.repeated = tuple(key for key in plain if times[key] > 1)
        return members


def repetitions(value: object, pointer: str = "") -> Iterator[Violation]:
    """Yield a violation for each repeated key anywhere in the value."""
    if isinstance(value, Members):
        for key in value.repeated:
            message = f"has the key {shown(key)} more than once; keep one"
            yield Violation(f"{pointer}/{escaped(key)}", message, "xAPI-Data 2.2")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from repetitions(inner, f"{pointer}/{escaped(key)}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from repetitions(inner, f"{pointer}/{position}")
