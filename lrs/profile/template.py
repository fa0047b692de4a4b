"""A statement template: what our statements of one kind look like (xAPI Profiles, part 2, 8.0)."""

from dataclasses import dataclass
from typing import Any

from lrs.vocabulary import PROFILE, PROFILE_VERSION, Verb

INCLUDED, RECOMMENDED, EXCLUDED = "included", "recommended", "excluded"
Rule = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """Determined by verb and, where given, the type of the object; `rules` say what else is there."""

    name: str
    definition: str
    verb: Verb
    object_type: str = ""
    rules: tuple[Rule, ...] = ()

    @property
    def iri(self) -> str:
        return f"{PROFILE}/templates/{self.name}"

    def document(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "id": self.iri,
            "type": "StatementTemplate",
            "inScheme": PROFILE_VERSION,
            "prefLabel": {"en": self.name.replace("-", " ")},
            "definition": {"en": self.definition},
            "verb": self.verb.iri,
        }
        if self.object_type:
            made["objectActivityType"] = self.object_type
        if self.rules:
            made["rules"] = list(self.rules)
        return made


def at(location: str, presence: str = INCLUDED, **more: Any) -> Rule:
    """Make a rule about a JSONPath; `more` is any, all, none or scopeNote."""
    return {"location": location, "presence": presence, **more}


def extension(place: str, iri: str, presence: str = INCLUDED, **more: Any) -> Rule:
    """Make a rule about an extension of `context` or `result`."""
    return at(f"$.{place}.extensions['{iri}']", presence, **more)


def person(presence: str = INCLUDED) -> Rule:
    return at("$.object.objectType", presence, any=["Agent"])
