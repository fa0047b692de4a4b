"""Shares of one whole, as per cents that add up to 100, with their denominator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Share(Generic[Name]):
    """One part: what it is, how much of the unit, and how many per cent of the whole."""

    name: Name
    value: float
    percent: int


@dataclass(frozen=True, slots=True)
class Shares(Generic[Name]):
    """All parts of `denominator`, counted in `unit`, from `n` entries. Without a whole no per cents."""

    unit: str
    denominator: float
    n: int
    parts: tuple[Share[Name], ...]


def shares(unit: str, n: int, values: Mapping[Name, float]) -> Shares[Name]:
    """Split a whole into the given values."""
    per_cents = percentages(list(values.values()))
    parts = tuple(
        Share(name, value, percent)
        for (name, value), percent in zip(values.items(), per_cents, strict=True)
    )
    return Shares(unit, sum(values.values()), n, parts)


def percentages(values: Sequence[float]) -> tuple[int, ...]:
    """Round to whole per cents that add up to 100 (largest remainder; the first wins a tie).

    All are 0 when there is nothing to divide.
    """
    whole = sum(values)
    if whole <= 0:
        return (0,) * len(values)
    exact = [100.0 * value / whole for value in values]
    floors = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    raised = set(by_remainder[: 100 - sum(floors)])
    return tuple(floor + (i in raised) for i, floor in enumerate(floors))
