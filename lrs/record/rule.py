"""What a classification rule says, and how a table of rules finds the one that fits a statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from lrs.record.canonical_iri import canonical
from lrs.record.entry import Evidence, Formality, TimeBasis

ANYTHING = frozenset({"*"})
# Most statements of a store are of a few hundred ways.
_REMEMBERED = 2048
_NO_ACTIVITIES = frozenset({"Agent", "Group", "StatementRef", "SubStatement"})


class Role(StrEnum):
    """What a statement does to the record."""

    MAKES = "makes"  # an entry of the rule's kind
    SUPPORTS = "supports"  # an entry, if another statement makes it; else it is a trace
    UNDOES = "undoes"  # what was made before it
    TRACE = "trace"  # known, and not learning


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: which statements it knows, and what they are in a record.

    `types` holds canonical activity types; empty means any activity, ANYTHING also agents, groups and
    references to statements, but never a SubStatement, which is only a plan. `category` is a
    category activity or the path above it, `platform` how context.platform begins; empty means any.
    """

    name: str
    verb: str
    kind: str = ""
    role: Role = Role.MAKES
    types: frozenset[str] = frozenset()
    category: str = ""
    platform: str = ""
    formality: Formality = Formality.INFORMAL
    evidence: Evidence = Evidence.SYSTEM_OBSERVED
    time_basis: TimeBasis = TimeBasis.MEASURED
    title: str = "{object}"

    def fits(self, activity_type: str, categories: Iterable[str], platform: str) -> bool:
        return (
            self._takes(activity_type)
            and platform.lower().startswith(self.platform.lower())
            and (not self.category or any(_under(self.category, c) for c in categories))
        )

    def _takes(self, activity_type: str) -> bool:
        if not self.types:
            return activity_type not in _NO_ACTIVITIES
        if self.types == ANYTHING:
            return activity_type != "SubStatement"
        return activity_type in self.types


def _under(path: str, iri: str) -> bool:
    return iri == path or iri.startswith(path + "/")


@dataclass(frozen=True)
class RuleTable:
    """Rules in order, the first that fits wins. A change of meaning takes a new version."""

    version: int
    rules: tuple[Rule, ...]

    @cached_property
    def _by_verb(self) -> Mapping[str, tuple[Rule, ...]]:
        found: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            found[rule.verb].append(rule)
        return {verb: tuple(rules) for verb, rules in found.items()}

    def find(
        self, verb: str, activity_type: str, categories: Iterable[str], platform: str
    ) -> Rule | None:
        """Return the rule for IRIs as they were sent, or None if no rule knows them."""
        return self.known(verb, activity_type, tuple(categories), platform)

    @cached_property
    def known(self) -> Callable[[str, str, tuple[str, ...], str], Rule | None]:
        """What `find` finds, remembered."""
        return lru_cache(_REMEMBERED)(self._find)

    def _find(
        self, verb: str, activity_type: str, categories: tuple[str, ...], platform: str
    ) -> Rule | None:
        kind_of_object = canonical(activity_type)
        spelled = tuple(map(canonical, categories))
        for rule in self._by_verb.get(canonical(verb), ()):
            if rule.fits(kind_of_object, spelled, platform):
                return rule
        return None
