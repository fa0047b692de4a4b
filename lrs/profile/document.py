"""The Profile as JSON-LD (xAPI Profiles, part 2, 6.0)."""

from typing import Any

from lrs.profile.concepts import CONCEPTS
from lrs.profile.patterns import PATTERNS
from lrs.profile.templates import TEMPLATES
from lrs.vocabulary import PROFILE, PROFILE_VERSION

NAME = "Hallway"
DEFINITION = (
    "Informal learning beside formal courses: clips and what is said about them, asks and answers, and encounters "
    "between people, with who asserts each, how it is known and how its time was counted."
)
# A version that somebody may have used never changes; what changes makes another one (6.0, versions).
_GENERATED = "2026-11-22T00:00:00.000Z"


def document() -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/xapi/profiles/context",
        "id": PROFILE,
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": {"en": NAME},
        "definition": {"en": DEFINITION},
        "author": {"type": "Organization", "name": NAME},
        "versions": [{"id": PROFILE_VERSION, "generatedAtTime": _GENERATED}],
        "concepts": [concept.document() for concept in CONCEPTS],
        "templates": [template.document() for template in TEMPLATES],
        "patterns": list(PATTERNS),
    }
