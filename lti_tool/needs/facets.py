"""Pure: the facets by which needs and what helps with them are described, as data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LONGEST = 100
MOST_VALUES = 8
_SPACES = re.compile(r"\s+")


class Facet(NamedTuple):
    """One attribute: its name in data, what people read, how much the same value weighs, and an example.

    A `day` is near when it is within 60 days; all others are the same or not.
    """

    name: str
    title: str
    weight: float
    example: str
    is_day: bool = False


class FacetSet(NamedTuple):
    """The facets that a store uses, and what its people call a need."""

    name: str
    title: str
    noun: str
    facets: tuple[Facet, ...]

    def facet(self, name: str) -> Facet | None:
        return next((facet for facet in self.facets if facet.name == name), None)


SALES = FacetSet(
    "sales",
    "Sales: the deal at hand",
    "deal",
    (
        Facet("objection", "Objection", 4, "too expensive"),
        Facet("competitor", "Competitor", 4, "the free plan of a rival"),
        Facet("product", "Product", 3, "payroll"),
        Facet("stage", "Stage", 3, "first talk"),
        Facet("industry", "Industry", 2, "restaurants"),
        Facet("persona", "Persona", 2, "owner"),
        Facet("deal-size", "Deal size", 1, "small"),
        Facet("region", "Region", 1, "Midwest"),
    ),
)
ASSOCIATION = FacetSet(
    "association",
    "Associations: where a member stands",
    "need",
    (
        Facet("credential", "Credential", 4, "CAE"),
        Facet("interest", "Interest", 3, "governance"),
        Facet("role", "Role", 3, "membership director"),
        Facet("career-stage", "Career stage", 2, "first years"),
        Facet("renewal-date", "Renewal date", 2, "2026-12-31", is_day=True),
    ),
)
SETS = {found.name: found for found in (SALES, ASSOCIATION)}
Values = Mapping[str, tuple[str, ...]]


def set_of(name: str) -> FacetSet:
    """Give a set by its name, the first for a name that is gone."""
    return SETS.get(name, SALES)


def folded(text: str) -> str:
    """Give a text as it is compared: the same in any case, with any accents and spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _SPACES.sub(" ", plain).strip()


def values_of(text: str) -> tuple[str, ...]:
    """Read values as people write them, parted by commas, each once."""
    return distinct(text.split(","))


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Clean values, and give each once as it was written first."""
    found: dict[str, str] = {}
    for value in values:
        clean = _SPACES.sub(" ", value).strip()[:LONGEST]
        if folded(clean):
            found.setdefault(folded(clean)[:LONGEST], clean)
    return tuple(found.values())[:MOST_VALUES]


def read(form: Mapping[str, str], used: FacetSet) -> dict[str, tuple[str, ...]]:
    """Read the facets of a set from a form; what is empty isn't there."""
    found = {facet.name: values_of(form.get(facet.name, "")) for facet in used.facets}
    return {name: values for name, values in found.items() if values}
