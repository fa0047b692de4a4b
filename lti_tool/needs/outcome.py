"""Pure: how a need ended: reached or not, in the words of its set, and for how much."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lrs import InvalidRequest, Violation
from lti_tool.needs.facets import ASSOCIATION, SALES

WON, LOST = "won", "lost"
OUTCOMES = (WON, LOST)
LARGEST = 10**13  # in hundredths
_AMOUNT = re.compile(r"\d{1,11}([.,]\d{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CHOOSE = "Say how it ended."
_NO_AMOUNT = "“{}” is no amount; write it as 12000 or 12000.50."
_NO_CURRENCY = "Write the currency in three letters, such as EUR or USD, beside its amount."
_NO_SUM = "A currency needs an amount."


class Outcome(NamedTuple):
    """How it ended; `amount` is in hundredths of the currency, None when nobody said it."""

    value: str
    amount: int | None = None
    currency: str = ""


class Words(NamedTuple):
    """What people read of the two ends of a need; `rate` heads the column of those that were reached."""

    question: str
    won: str
    lost: str
    rate: str
    money: bool

    def of(self, value: str) -> str:
        return self.won if value == WON else self.lost


_WORDS = {
    SALES.name: Words(
        "How did the deal end?", "Won: the sale is closed", "Lost or lapsed", "Deal won", money=True
    ),
    ASSOCIATION.name: Words(
        "How did it end?",
        "Reached: the credential is earned or renewed",
        "Lapsed or given up",
        "Reached",
        money=False,
    ),
}


def words_of(facet_set: str) -> Words:
    return _WORDS.get(facet_set, _WORDS[SALES.name])


def read(form: Mapping[str, str]) -> Outcome:
    """Read what somebody says; raises InvalidRequest with everything that is wrong."""
    value, written = form.get("outcome", ""), form.get("amount", "").strip()
    currency = form.get("currency", "").strip().upper()
    amount = _hundredths(written)
    faults = (
        ("outcome", value not in OUTCOMES, _CHOOSE),
        ("amount", bool(written) and amount is None, _NO_AMOUNT.format(written[:40])),
        ("currency", bool(written) and not _CURRENCY.fullmatch(currency), _NO_CURRENCY),
        ("amount", bool(currency) and not written, _NO_SUM),
    )
    wrong = [Violation(field, message, "") for field, is_wrong, message in faults if is_wrong]
    if wrong:
        raise InvalidRequest(*wrong)
    return Outcome(value, amount, currency)


def _hundredths(written: str) -> int | None:
    if not _AMOUNT.fullmatch(written):
        return None
    return int(Decimal(written.replace(",", ".")) * 100)
