"""The credit schemes that Hallway knows; a store changes them and adds its own as data."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lrs.errors import InvalidRequest, Violation
from lrs.record.credit import Limits, Scheme

_TENTH = (Decimal("0.1"),)

SCHEMES: tuple[Scheme, ...] = (
    # IACET: ten contact hours make a CEU, tenths, none under 30 minutes.
    Scheme("IACET-CEU", "IACET continuing education units", "CEU", 600, _TENTH, 30, False),
    # NASBA: a credit has 50 minutes; whole, half or fifth credits, always rounded down.
    Scheme(
        "NASBA-CPE",
        "NASBA continuing professional education",
        "CPE",
        50,
        (Decimal(1), Decimal("0.5"), Decimal("0.2")),
        10,
        months=24,
    ),
    Scheme("CONTACT-HOURS", "Contact hours", "h", 60, (Decimal("0.25"),), 15),
    Scheme("CPD", "Continuing professional development", "CPD", 60, (Decimal("0.5"),), 30),
)


def scheme_of(text: str) -> Scheme:
    """Read a scheme from JSON; raises InvalidRequest that names what is wrong."""
    try:
        return _scheme(json.loads(text))
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        message = f"This is no scheme ({type(error).__name__}: {error})."
        raise InvalidRequest(Violation("definition", message, "hallway")) from error


def text_of(scheme: Scheme) -> str:
    """Write a scheme as JSON."""
    said = {name: getattr(scheme, name) for name in Scheme.__slots__}
    said["steps"] = [str(step) for step in scheme.steps]
    said["required"] = str(scheme.required)
    said["since"] = scheme.since.isoformat()
    said["categories"] = {
        name: {"required": str(limits.required), "cap": limits.cap and str(limits.cap)}
        for name, limits in scheme.categories.items()
    }
    return json.dumps(said, indent=2)


def _scheme(said: Mapping[str, Any]) -> Scheme:
    made = Scheme(
        code=str(said["code"]),
        name=str(said["name"]),
        unit=str(said["unit"]),
        minutes=int(said["minutes"]),
        steps=tuple(Decimal(str(step)) for step in said["steps"]),
        least=int(said.get("least", 0)),
        round_down=bool(said.get("round_down", True)),
        required=Decimal(str(said.get("required") or 0)),
        months=int(said.get("months", 12)),
        since=date.fromisoformat(said.get("since", "2025-01-01")),
        valid_months=None if said.get("valid_months") is None else int(said["valid_months"]),
        categories={str(n): _limits(limits) for n, limits in said.get("categories", {}).items()},
    )
    if made.minutes < 1 or made.months < 1 or not made.steps or min(made.steps) <= 0:
        raise ValueError("minutes, months and steps have to be positive")
    if not made.code or len(made.code) > _LONGEST or not made.unit:
        raise ValueError(f"code (at most {_LONGEST} characters) and unit have to be said")
    return made


def _limits(said: Mapping[str, Any]) -> Limits:
    cap = said.get("cap")
    return Limits(
        Decimal(str(said.get("required") or 0)), None if cap is None else Decimal(str(cap))
    )


_LONGEST = 32
