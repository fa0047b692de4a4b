"""The facets of one statement: what its rule says, and what the statement may say instead."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from lrs.record import profile_iri as own
from lrs.record.entry import Evidence, Formality, TimeBasis
from lrs.record.identity import identity
from lrs.record.reading import Reading
from lrs.record.statement_parts import context_extension

Facet = TypeVar("Facet", bound=StrEnum)
_WEAKEST_BASIS_LAST = tuple(TimeBasis)
_WEAKEST_EVIDENCE_FIRST = tuple(Evidence)


def formality(reading: Reading) -> Formality:
    rule = reading.rule
    said = _declared(reading, own.FORMALITY, Formality)
    return said or (rule.formality if rule else Formality.INFORMAL)


def evidence(reading: Reading, identifiers: frozenset[str]) -> Evidence:
    """How it is known. A statement may weaken what its rule says, never strengthen it.

    What the person vouches for alone, as its authority, is self-reported whatever the rule says.
    """
    authority = reading.statement.get("authority")
    if authority and identity(authority) in identifiers:
        return Evidence.SELF_REPORTED
    ruled = reading.rule.evidence if reading.rule else Evidence.SELF_REPORTED
    said = _declared(reading, own.EVIDENCE_LEVEL, Evidence)
    return ruled if said is None else min(said, ruled, key=_WEAKEST_EVIDENCE_FIRST.index)


def time_basis(reading: Reading) -> TimeBasis:
    rule = reading.rule
    said = _declared(reading, own.TIME_BASIS, TimeBasis)
    return said or (rule.time_basis if rule else TimeBasis.CLAIMED)


def strongest(levels: Iterable[Evidence]) -> Evidence:
    """One good witness is enough."""
    return max(levels, key=_WEAKEST_EVIDENCE_FIRST.index)


def weakest(bases: Iterable[TimeBasis]) -> TimeBasis:
    """Return the worst: a sum is as good as its worst part."""
    return max(bases, key=_WEAKEST_BASIS_LAST.index)


def _declared(reading: Reading, iri: str, facet: type[Facet]) -> Facet | None:
    said = context_extension(reading.statement, iri)
    if said is None:
        return None
    return facet(said) if isinstance(said, str) and said in tuple(facet) else None
