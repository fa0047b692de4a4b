"""A concept of the Profile, and how it stands in the document (xAPI Profiles, part 2, 7.0)."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from lrs.vocabulary import PROFILE, PROFILE_VERSION

VERB, ACTIVITY_TYPE = "Verb", "ActivityType"
CONTEXT_EXTENSION, RESULT_EXTENSION = "ContextExtension", "ResultExtension"


@dataclass(frozen=True, slots=True)
class Concept:
    """A term: its kind, its place below the Profile's address, a name and what it means.

    `related` are terms of other profiles by relation, `schema` is a JSON Schema of an extension's value.
    """

    kind: str
    path: str
    label: str
    definition: str
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    schema: dict[str, Any] | None = None

    @property
    def iri(self) -> str:
        return f"{PROFILE}/{self.path}"

    def document(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "id": self.iri,
            "type": self.kind,
            "inScheme": PROFILE_VERSION,
            "prefLabel": {"en": self.label},
            "definition": {"en": self.definition},
        }
        made |= {relation: list(terms) for relation, terms in self.related.items()}
        if self.schema is not None:
            made["inlineSchema"] = orjson.dumps(self.schema).decode()
        return made


def verb(path: str, label: str, definition: str, **related: tuple[str, ...]) -> Concept:
    return Concept(VERB, f"verbs/{path}", label, definition, related)


def activity_type(path: str, label: str, definition: str, **related: tuple[str, ...]) -> Concept:
    return Concept(ACTIVITY_TYPE, f"activity-types/{path}", label, definition, related)


def extension(kind: str, path: str, definition: str, schema: dict[str, Any]) -> Concept:
    """Make an extension; its name is its path in words."""
    label = path.replace("-", " ")
    return Concept(kind, f"extensions/{path}", label, definition, {}, schema)
