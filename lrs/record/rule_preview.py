"""What another table of rules would make of a record: which entries come, go and change, and how."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lrs.record.entry import Entry, LearnerRecord

_MOST_SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry under two tables; None where it isn't there."""

    before: Entry | None
    after: Entry | None

    @property
    def words(self) -> tuple[str, ...]:
        """Say what changes: `formality: informal becomes formal`."""
        if self.before is None or self.after is None:
            return ("appears",) if self.before is None else ("vanishes",)
        pairs = {
            name: (getattr(self.before, name), getattr(self.after, name))
            for name in ("kind", "formality", "evidence", "time_basis", "title")
        }
        return tuple(f"{name}: {a} becomes {b}" for name, (a, b) in pairs.items() if a != b)


@dataclass(frozen=True, slots=True)
class Preview:
    """How much would change in so many of the store's records: counts by what changes, and some samples."""

    records: int
    of: int
    entries: int
    counts: tuple[tuple[str, int], ...]
    samples: tuple[Difference, ...]


def preview(pairs: Iterable[tuple[LearnerRecord, LearnerRecord]], of: int) -> Preview:
    """Compare records (before, after), one pair for each person, of `of` people."""
    records, entries = 0, 0
    counts: Counter[str] = Counter()
    samples: list[Difference] = []
    for before, after in pairs:
        records += 1
        entries += len(before.entries)
        for difference in differences(before, after):
            counts.update(_count_of(words) for words in difference.words)
            samples.append(difference)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Preview(records, of, entries, tuple(most), tuple(samples[:_MOST_SAMPLES]))


def differences(before: LearnerRecord, after: LearnerRecord) -> list[Difference]:
    """Pair entries by the statement that says most of them."""
    old = {entry.decisive: entry for entry in before.entries}
    new = {entry.decisive: entry for entry in after.entries}
    found = [Difference(old.get(each), new.get(each)) for each in {**old, **new}]
    return [difference for difference in found if difference.words]


def _count_of(words: str) -> str:
    """Titles differ from entry to entry; they count as one change."""
    return "title changes" if words.startswith("title:") else words
