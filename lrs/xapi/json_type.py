"""JSON's own types as rules: string, boolean, number, count, and a choice of strings."""

from lrs.xapi.fault import Fault, Rule, wrong

_REQUIREMENT = "xAPI-Data 2.2"


def string(value: object) -> Fault | None:
    return None if type(value) is str else wrong(value, "a string", _REQUIREMENT)


def boolean(value: object) -> Fault | None:
    return None if type(value) is bool else wrong(value, "true or false", _REQUIREMENT)


def number(value: object) -> Fault | None:
    return None if type(value) in {int, float} else wrong(value, "a number", _REQUIREMENT)


def count(value: object) -> Fault | None:
    if type(value) is int and value >= 0:
        return None
    return wrong(value, "a whole number, zero or more", _REQUIREMENT)


def one_of(*choices: str) -> Rule:
    """Return the rule that a value is one of these strings, case and all."""
    allowed = frozenset(choices)
    expected = " or ".join(f'"{choice}"' for choice in choices)

    def rule(value: object) -> Fault | None:
        if type(value) is str and value in allowed:
            return None
        return wrong(value, expected, _REQUIREMENT)

    return rule
