"""Pure: what helps with a need, and why. The score is a sum of parts that a reader can follow."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lti_tool.needs.facets import Facet, FacetSet, Values, folded

NEAR_DAYS = 60
WORD_WEIGHT, MOST_WORDS = 0.5, 4
HELPED_WEIGHT, MOST_HELPED = 0.25, 4
_WORD = re.compile(r"\w{3,}")
_EMPTY = frozenset(
    (
        *("the", "and", "for", "with", "that", "this", "from", "what", "when", "how", "who", "are"),
        *("was", "were", "has", "have", "not", "but", "you", "our", "your", "they", "can"),
    )
)


class Candidate(NamedTuple):
    """Something that may help: a clip, a discussion or an ask; `words` is the text in which it is found.

    `helped` counts those who said before that it helped them with a need.
    """

    kind: str
    id: UUID
    title: str
    words: str
    facets: Values
    helped: int
    created: int


class Part(NamedTuple):
    """One part of a score: the facet (or text, helped), what is the same, and its points."""

    name: str
    title: str
    value: str
    points: float


class Ranked(NamedTuple):
    """A candidate with its score and why."""

    candidate: Candidate
    score: float
    parts: tuple[Part, ...]


def ranked(
    wanted: Values, words: str, used: FacetSet, candidates: Iterable[Candidate]
) -> list[Ranked]:
    """Order what fits at all, the best first; of equals the newer."""
    found = [_ranked(wanted, words, used, candidate) for candidate in candidates]
    fitting = [one for one in found if one is not None]
    return sorted(
        fitting, key=lambda one: (-one.score, -one.candidate.created, str(one.candidate.id))
    )


def _ranked(wanted: Values, words: str, used: FacetSet, candidate: Candidate) -> Ranked | None:
    parts = [part for facet in used.facets for part in _facet(facet, wanted, candidate)]
    parts += _text(wanted, words, candidate)
    if not parts:
        return None
    if candidate.helped:
        points = HELPED_WEIGHT * min(candidate.helped, MOST_HELPED)
        parts.append(Part("helped", "helped before", str(candidate.helped), points))
    return Ranked(candidate, round(sum(part.points for part in parts), 2), tuple(parts))


def _facet(facet: Facet, wanted: Values, candidate: Candidate) -> list[Part]:
    """Give the part for a facet: the same value, or a day that is near."""
    there = candidate.facets.get(facet.name, ())
    for value in wanted.get(facet.name, ()):
        for other in there:
            if folded(value) == folded(other):
                return [Part(facet.name, facet.title.lower(), value, facet.weight)]
            if facet.is_day and _is_near(value, other):
                return [Part(facet.name, f"{facet.title.lower()} near", other, facet.weight / 2)]
    return []


def _is_near(one: str, other: str) -> bool:
    try:
        days = date.fromisoformat(one) - date.fromisoformat(other)
    except ValueError:
        return False
    return abs(days.days) <= NEAR_DAYS


def _text(wanted: Values, words: str, candidate: Candidate) -> list[Part]:
    """Give the part for words of the need that stand in the candidate's text."""
    said = set(_WORD.findall(folded(candidate.words)))
    found = [word for word in words_of(wanted, words) if word in said][:MOST_WORDS]
    if not found:
        return []
    return [Part("text", "says", ", ".join(found), WORD_WEIGHT * len(found))]


def words_of(wanted: Values, words: str) -> list[str]:
    """Give the words by which a need is looked for in texts, folded, each once."""
    values = (value for values in wanted.values() for value in values)
    found = _WORD.findall(" ".join(map(folded, (words, *values))))
    return [word for word in dict.fromkeys(found) if word not in _EMPTY]


def reason(parts: Sequence[Part]) -> str:
    """Say in words why something is recommended: same competitor and stage; says “rival”."""
    same = [
        p.title for p in parts if p.name not in {"text", "helped"} and not p.title.endswith(" near")
    ]
    near = [p.title for p in parts if p.title.endswith(" near")]
    said = [f"same {_listed(same)}"] if same else []
    said += near
    said += [f"says “{p.value}”" for p in parts if p.name == "text"]
    said += [f"helped {p.value} before" for p in parts if p.name == "helped"]
    return "; ".join(said)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
