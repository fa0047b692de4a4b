"""All patterns of the Profile: which statements follow which (xAPI Profiles, part 2, 9.0)."""

from typing import Any

from lrs.vocabulary import PROFILE, PROFILE_VERSION


def _template(name: str) -> str:
    return f"{PROFILE}/templates/{name}"


def _pattern(
    name: str, definition: str, *, primary: bool = False, **match: str | list[str]
) -> dict[str, Any]:
    return {
        "id": f"{PROFILE}/patterns/{name}",
        "type": "Pattern",
        "primary": primary,
        "inScheme": PROFILE_VERSION,
        "prefLabel": {"en": name.replace("-", " ")},
        "definition": {"en": definition},
        **match,
    }


def _named(name: str) -> str:
    return f"{PROFILE}/patterns/{name}"


PATTERNS = (
    _pattern(
        "ask",
        "An ask with all that is said to it.",
        primary=True,
        sequence=[_template("asked"), _named("helps")],
    ),
    _pattern("helps", "Answers and what becomes of them.", zeroOrMore=_named("help")),
    _pattern(
        "help",
        "One answer, review or acceptance.",
        alternates=[_template(name) for name in ("answered", "reviewed", "solution-accepted")],
    ),
    _pattern(
        "encounter",
        "A claimed encounter, which the other person may confirm.",
        primary=True,
        sequence=[_named("claim"), _named("confirmed")],
    ),
    _pattern(
        "claim",
        "Somebody says that they spoke with a person, or brought two together.",
        alternates=[_template(name) for name in ("talked", "met", "introduced", "mentored")],
    ),
    _pattern("confirmed", "The other's word, where there is one.", optional=_template("attested")),
)
