"""Pure: which observations of a session have arrived, written as ranges: 1-5 7."""

from collections.abc import Collection, Iterable


def numbers(ranges: str) -> set[int]:
    """Read the ranges."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def ranges(found: Collection[int]) -> str:
    """Write numbers as ranges."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(_run(first, last) for first, last in runs)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def with_more(known: str, more: Iterable[int]) -> str:
    """Add numbers to ranges."""
    return ranges(numbers(known).union(more))
