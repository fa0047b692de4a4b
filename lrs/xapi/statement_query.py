"""What a request to the Statement resource asks for (xAPI-Communication 2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lrs.xapi.actor import check_identified
from lrs.xapi.identifier import identifier
from lrs.xapi.parameters import Parameters
from lrs.xapi.version import Version

Format = Literal["ids", "exact", "canonical"]

_FORMATS: dict[str, Format] = {"ids": "ids", "exact": "exact", "canonical": "canonical"}
_IDS = ("statementId", "voidedStatementId")
_PRESENTATION = ("attachments", "format")
_FILTERS = ("agent", "verb", "activity", "registration", "related_agents", "related_activities")
_SEQUENCE = ("since", "until", "limit", "ascending")
_REQUIREMENT = "xAPI-Communication 2.1.3"


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """Which statements are asked for, and how they are to be given.

    `agent` is an identifier; `since` and `until` are microseconds since the epoch; a `limit` of 0
    leaves the number to the store.
    """

    statement_id: str | None = None
    voided_statement_id: str | None = None
    agent: str | None = None
    verb: str | None = None
    activity: str | None = None
    registration: str | None = None
    related_agents: bool = False
    related_activities: bool = False
    since: int | None = None
    until: int | None = None
    limit: int = 0
    format: Format = "exact"
    attachments: bool = False
    ascending: bool = False


def parse(parameters: Iterable[tuple[str, str]], version: Version) -> StatementQuery:
    """Read the parameters of a GET; raises InvalidParameter with every violation."""
    asked = Parameters(parameters, (*_IDS, *_PRESENTATION, *_FILTERS, *_SEQUENCE), version)
    _refuse_mixture(asked)
    agent = asked.actor("agent", check_identified)
    query = StatementQuery(
        statement_id=asked.uuid("statementId"),
        voided_statement_id=asked.uuid("voidedStatementId"),
        agent=None if agent is None else identifier(agent),
        verb=asked.iri("verb"),
        activity=asked.iri("activity"),
        registration=asked.uuid("registration"),
        related_agents=asked.boolean("related_agents"),
        related_activities=asked.boolean("related_activities"),
        since=asked.instant("since"),
        until=asked.instant("until"),
        limit=asked.number("limit") or 0,
        format=_FORMATS[asked.choice("format", *_FORMATS) or "exact"],
        attachments=asked.boolean("attachments"),
        ascending=asked.boolean("ascending"),
    )
    asked.close()
    return query


def parse_put(parameters: Iterable[tuple[str, str]], version: Version) -> str:
    """Give the statementId of a PUT, in lower case; raises InvalidParameter."""
    asked = Parameters(parameters, ("statementId",), version)
    asked.require("statementId")
    found = asked.uuid("statementId")
    asked.close()
    return found or ""


def parse_post(parameters: Iterable[tuple[str, str]], version: Version) -> None:
    """Raise InvalidParameter for anything: a POST of statements takes no parameters."""
    Parameters(parameters, (), version).close()


def _refuse_mixture(asked: Parameters) -> None:
    """Refuse what can't go with the id of a statement."""
    by_id = [name for name in _IDS if name in asked]
    if len(by_id) == 2:
        asked.refuse(_IDS[1], "can't go with statementId; send one of them", _REQUIREMENT)
    for name in (*_FILTERS, *_SEQUENCE):
        if by_id and name in asked:
            message = f"can't go with {by_id[0]}; only attachments and format can"
            asked.refuse(name, message, _REQUIREMENT)
