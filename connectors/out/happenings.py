"""Pure: what happens in records, and how a call tells it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from lrs import vocabulary as v

Statement = Mapping[str, Any]
COMPLETED, CREDITED, JOINED = "record.completed", "credit.approved", "person.joined"
ALL = {
    COMPLETED: "Somebody completed or passed something",
    CREDITED: "Staff approved credit",
    JOINED: "Two people turned out to be one",
}
_COMPLETING = {v.COMPLETED.iri, v.PASSED.iri, v.SATISFIED.iri}
_CREDIT = f"{v.PROFILE}/extensions/credit"


class Happening(NamedTuple):
    """Something that happened; `about` names it for good, `at` is in microseconds."""

    kind: str
    about: str
    at: int
    data: dict[str, Any]

    def body(self) -> dict[str, Any]:
        when = datetime.fromtimestamp(self.at / 1_000_000, UTC)
        return {"type": self.kind, "timestamp": when.isoformat(), "data": self.data}


def completed(statement: Statement, person_id: UUID | None, at: int) -> Happening | None:
    """Tell a completion; None for every other statement."""
    thing = statement["object"]
    if (
        statement["verb"]["id"] not in _COMPLETING
        or thing.get("objectType", _ACTIVITY) != _ACTIVITY
    ):
        return None
    definition = thing.get("definition", {})
    data = {
        "person": _person(statement["actor"], person_id),
        "activity": {
            "id": thing["id"],
            "type": definition.get("type"),
            "name": definition.get("name", {}),
        },
        "verb": statement["verb"]["id"],
        "result": statement.get("result", {}),
        "statement": statement["id"],
        "completed": statement["timestamp"],
    }
    return Happening(COMPLETED, statement["id"], at, data)


_ACTIVITY = "Activity"


def awards(statement: Statement, base_url: str) -> bool:
    """Say whether a statement is one by which staff award credit; no key can take on their authority."""
    account = statement.get("authority", {}).get("account", {})
    ours = account.get("homePage") == base_url and account.get("name") == "staff"
    given = statement.get("result", {}).get("extensions", {})
    return ours and statement["verb"]["id"] == v.ATTESTED.iri and _CREDIT in given


def credited(statement: Statement, person_id: UUID, title: str, at: int) -> Happening:
    data = {
        "person": {"id": str(person_id)},
        "title": title,
        "credit": statement["result"]["extensions"][_CREDIT],
        "statement": statement["id"],
        "about": statement["object"]["id"],
    }
    return Happening(CREDITED, statement["id"], at, data)


def joined(join_id: UUID, person_id: UUID, into_id: UUID, how: str, at: int) -> Happening:
    data = {"person": {"id": str(person_id)}, "into": {"id": str(into_id)}, "by": how}
    return Happening(JOINED, str(join_id), at, data)


def _person(actor: Mapping[str, Any], person_id: UUID | None) -> dict[str, Any]:
    """Name somebody by the id that the API has for them, and as the statement does."""
    return {"id": str(person_id) if person_id else None, "actor": dict(actor)}
