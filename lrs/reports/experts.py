"""Experts: who may know the answer to a thread, by what they answered before; always with the reason."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

ANSWERS = frozenset({"answer", "reply"})
_WORD = re.compile(r"\w{4,}")
_COMMON = frozenset(
    [
        "about",
        "after",
        "does",
        "from",
        "have",
        "into",
        "that",
        "their",
        "them",
        "then",
        "this",
        "what",
        "when",
        "which",
        "with",
        "your",
    ]
)


class Knows(NamedTuple):
    """Somebody, and in how many threads with a word in their title they answered."""

    word: str
    person_id: UUID
    answers: int


class Expert(NamedTuple):
    """Somebody to ask: how many threads about the words in `words` they answered."""

    person_id: UUID
    words: tuple[str, ...]
    answers: int


class Experts:
    """Knows who answered in threads of which words."""

    def __init__(self, known: Iterable[Knows]) -> None:
        self._by_word: defaultdict[str, dict[UUID, int]] = defaultdict(dict)
        for each in known:
            self._by_word[each.word][each.person_id] = each.answers

    def for_thread(self, title: str, without: Collection[UUID]) -> Expert | None:
        """Give who answered most threads that share a word with this title."""
        found: defaultdict[UUID, int] = defaultdict(int)
        shared: defaultdict[UUID, set[str]] = defaultdict(set)
        for word in words(title):
            for person, count in self._by_word.get(word, {}).items():
                if person not in without:
                    found[person] += count
                    shared[person].add(word)
        if not found:
            return None
        best = max(found, key=lambda p: (len(shared[p]), found[p], p))
        return Expert(best, tuple(sorted(shared[best])), found[best])


def words(title: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(title)) - _COMMON
