"""Pure: how a store chooses its contributors: the criteria of the rubric, and the path that leads there."""

from collections.abc import Iterable
from typing import NamedTuple

from lrs import Entry, InvalidRequest, Violation

FEWEST_REVIEWERS, MOST_REVIEWERS = 2, 9
LOWEST, HIGHEST = 1, 5
_MOST_LINES = 20
_DONE = frozenset({"completed", "passed", "waived"})
_CRITERIA = """Clear: a colleague who has never seen it understands it
Right: what it says holds, also for other customers
Useful: one can do something with it the same day"""


class Criterion(NamedTuple):
    """What reviewers judge from 1 to 5, and what five means."""

    name: str
    meaning: str


class Step(NamedTuple):
    """A step of the starter path: what it is called, the activity, and whether it is done."""

    name: str
    iri: str
    done: bool


class Terms(NamedTuple):
    """The terms of one store, in lines: `name: meaning` and `name | address of the course`."""

    criteria_text: str = _CRITERIA
    starter_text: str = ""
    reviewers: int = FEWEST_REVIEWERS

    @property
    def criteria(self) -> list[Criterion]:
        parts = [line.partition(":") for line in _lines(self.criteria_text)]
        return [Criterion(name.strip(), meaning.strip()) for name, _, meaning in parts]

    def checklist(self, entries: Iterable[Entry]) -> list[Step]:
        """Say of each step whether the record holds it: by its address, else by its title."""
        held = [entry for entry in entries if entry.status in _DONE]
        known = {entry.url for entry in held} | {entry.title.casefold() for entry in held}
        steps = [line.partition("|") for line in _lines(self.starter_text)]
        found = [(name.strip(), iri.strip()) for name, _, iri in steps]
        return [Step(name, iri, (iri or name.casefold()) in known) for name, iri in found]


def read(criteria: str, starter: str, reviewers: str) -> Terms:
    """Read what an administrator wrote; raises InvalidRequest."""
    names = [line.partition(":")[0].strip() for line in _lines(criteria)]
    if not 0 < len(names) <= _MOST_LINES or len(set(names)) < len(names) or "" in names:
        raise _refused("criteria", "Write 1 to 20 criteria with different names, one a line.")
    if len(_lines(starter)) > _MOST_LINES:
        raise _refused("starter", "The starter path has at most 20 steps.")
    if not reviewers.isdecimal() or not FEWEST_REVIEWERS <= int(reviewers) <= MOST_REVIEWERS:
        words = "Two to nine people review an audition; nobody is chosen by one alone."
        raise _refused("reviewers", words)
    return Terms("\n".join(_lines(criteria)), "\n".join(_lines(starter)), int(reviewers))


def scores_of(terms: Terms, said: dict[str, str]) -> dict[str, int]:
    """Read a number from 1 to 5 for each criterion; `said` are the fields of a form by criterion."""
    found = {}
    for criterion in terms.criteria:
        value = said.get(criterion.name, "")
        if value not in {"1", "2", "3", "4", "5"}:
            raise _refused("scores", f"Give “{criterion.name}” a number from 1 to 5.")
        found[criterion.name] = int(value)
    return found


def scaled(scores: dict[str, int]) -> float:
    """Give the mean of numbers from 1 to 5 as a share between 0 and 1 (xAPI-Data 2.4.5.1)."""
    mean = sum(scores.values()) / len(scores)
    return round((mean - LOWEST) / (HIGHEST - LOWEST), 4)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _refused(field: str, words: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, words, "hallway"))
