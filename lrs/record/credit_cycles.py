"""Credits by scheme, category and cycle: what was approved, what counts under the caps, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from lrs.record.credit import NOTHING, Credit, Limits, Scheme, later
from lrs.record.entry import Entry


@dataclass(frozen=True, slots=True)
class Asked:
    """Credit that waits for a decision."""

    scheme: str
    category: str
    amount: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One category of one scheme in one cycle; the category "" is the whole scheme.

    `approved` is everything that was awarded and has not expired, `counted` what the caps leave of
    it; `from_entries` is how many entries it comes from.
    """

    scheme: Scheme
    category: str
    first: date
    last: date
    approved: Decimal
    counted: Decimal
    waiting: Decimal
    expired: Decimal
    required: Decimal
    cap: Decimal | None
    from_entries: int

    @property
    def per_cent(self) -> float:
        """How much of what is required was reached, 0 when nothing is."""
        return _share(self.counted, self.required)

    @property
    def per_cent_waiting(self) -> float:
        return min(_share(self.waiting, self.required), 100 - self.per_cent)


Key = tuple[str, date]


def cycles(
    entries: Iterable[Entry],
    waiting: Iterable[Asked],
    schemes: Mapping[str, Scheme],
    today: date,
    zone: ZoneInfo,
) -> list[CycleLine]:
    """Give the lines of every cycle in which something was earned or asked for, newest cycle first."""
    earned: defaultdict[Key, list[Credit]] = defaultdict(list)
    for entry in entries:
        for credit in entry.credits:
            scheme = schemes.get(credit.scheme) or _unknown(credit)
            earned[credit.scheme, cycle_of(scheme, entry.end.astimezone(zone).date())].append(
                credit
            )
    asked: defaultdict[Key, list[Asked]] = defaultdict(list)
    for each in waiting:
        if each.scheme in schemes:
            asked[each.scheme, cycle_of(schemes[each.scheme], each.day)].append(each)
    keys = sorted({*earned, *asked}, key=lambda key: (-key[1].toordinal(), key[0]))
    return [
        line
        for key in keys
        for line in _lines(_scheme(key, earned, schemes), key[1], earned[key], asked[key], today)
    ]


def cycle_of(scheme: Scheme, day: date) -> date:
    """Give the first day of the cycle in which a day lies."""
    gone = (day.year - scheme.since.year) * 12 + day.month - scheme.since.month
    start = later(scheme.since, gone // scheme.months * scheme.months)
    return (
        start if start <= day else later(scheme.since, (gone // scheme.months - 1) * scheme.months)
    )


def _lines(
    scheme: Scheme, first: date, earned: list[Credit], asked: list[Asked], today: date
) -> list[CycleLine]:
    names = {*scheme.categories, *(c.category for c in earned), *(a.category for a in asked)} - {""}
    parts = [
        _line(
            scheme,
            (name, scheme.categories.get(name, Limits())),
            first,
            [c for c in earned if c.category == name],
            [a for a in asked if a.category == name],
            today,
        )
        for name in sorted(names)
    ]
    plain = [c for c in earned if not c.category]
    rest = [a for a in asked if not a.category]
    own = _line(scheme, ("", Limits(scheme.required)), first, plain, rest, today)
    return [_whole(own, parts), *parts]


def _line(
    scheme: Scheme,
    category: tuple[str, Limits],
    first: date,
    earned: list[Credit],
    asked: list[Asked],
    today: date,
) -> CycleLine:
    name, limits = category
    good = [c for c in earned if c.expires is None or c.expires >= today]
    approved = sum((c.amount for c in good), NOTHING)
    counted = approved if limits.cap is None else min(approved, limits.cap)
    return CycleLine(
        scheme,
        name,
        first,
        date.fromordinal(later(first, scheme.months).toordinal() - 1),
        approved,
        counted,
        sum((a.amount for a in asked), NOTHING),
        sum((c.amount for c in earned if c not in good), NOTHING),
        limits.required,
        limits.cap,
        len(good),
    )


def _whole(own: CycleLine, parts: list[CycleLine]) -> CycleLine:
    """Add the categories to what has none: each counts up to its cap."""
    every = [own, *parts]
    return CycleLine(
        own.scheme,
        "",
        own.first,
        own.last,
        sum((line.approved for line in every), NOTHING),
        sum((line.counted for line in every), NOTHING),
        sum((line.waiting for line in every), NOTHING),
        sum((line.expired for line in every), NOTHING),
        own.required,
        None,
        sum(line.from_entries for line in every),
    )


def _scheme(key: Key, earned: Mapping[Key, list[Credit]], schemes: Mapping[str, Scheme]) -> Scheme:
    return schemes[key[0]] if key[0] in schemes else _unknown(earned[key][0])


def _unknown(credit: Credit) -> Scheme:
    """Stand in for a scheme that the store has no more, so that what was earned stays to be seen."""
    return Scheme(credit.scheme, credit.scheme, credit.unit, 60, (Decimal("0.1"),))


def _share(amount: Decimal, required: Decimal) -> float:
    return float(min(amount / required, Decimal(1)) * 100) if required else 0.0
