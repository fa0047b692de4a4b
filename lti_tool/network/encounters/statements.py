"""Pure: the statements about encounters. Who was named is identified only once they agreed to it."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from lrs import vocabulary as v
from lrs.telling import (
    Json,
    Statement,
    activity,
    context,
    iso_duration,
    reference,
    statement,
    statement_id,
)
from lti_tool.launch.clock import SECOND
from lti_tool.network.encounters.encounter import CHANNELS, VERBS, Encounter, Manner


class Sides(NamedTuple):
    """The two who talked as Agents, and what the talk belongs to: an event, a mentoring relationship."""

    teller: Json
    other: Json
    event: Json | None = None
    relation: Json | None = None


def unknown(base_url: str, encounter: Encounter) -> Json:
    """Name the other side of an encounter before they agreed, or where only a name is known."""
    other, name = encounter.other, encounter.other_name
    return stranger(base_url, encounter.teller, other, name, encounter.id)


def stranger(base_url: str, teller: UUID, who: UUID | None, name: str, otherwise: UUID) -> Json:
    """Name somebody who hasn't agreed, or whom only a name tells, by an account of our own (xAPI 2.4.2.1).

    Whoever the same teller names in the same way is the same account, so that it can be joined later;
    `otherwise` is the account of somebody without a name.
    """
    known = str(who) if who else name.casefold()
    account = uuid5(teller, known) if known else otherwise
    return {
        "objectType": "Agent",
        "name": name or "Somebody",
        "account": {"homePage": f"{base_url}/people/unknown", "name": str(account)},
    }


def told(base_url: str, encounter: Encounter, sides: Sides) -> Statement:
    """Tell of an encounter in its present version."""
    return statement(
        base_url,
        _event(encounter),
        datetime.fromtimestamp(encounter.happened / SECOND, UTC),
        sides.teller,
        VERBS[Manner(encounter.manner)],
        sides.other,
        context=_context(base_url, encounter, sides),
        **_result(encounter),
    )


def id_of(base_url: str, encounter: Encounter) -> UUID:
    verb = VERBS[Manner(encounter.manner)]
    return UUID(statement_id(base_url, _event(encounter), verb))


def attested(base_url: str, encounter: Encounter, witness: Json, when: datetime) -> Statement:
    """Tell that the other side says that it is so."""
    thing = reference(str(encounter.statement_id))
    event = f"{_event(encounter)}/word"
    return statement(base_url, event, when, witness, v.ATTESTED, thing, context=context(thing))


def voided(base_url: str, target: UUID, by: Json, when: datetime) -> Statement:
    thing = reference(str(target))
    return statement(base_url, f"void/{target}", when, by, v.VOIDED, thing)


def _event(encounter: Encounter) -> str:
    return f"encounters/{encounter.id}/{encounter.version}"


def _context(base_url: str, encounter: Encounter, sides: Sides) -> Json:
    related: Json = {"other": [_talk(base_url, encounter)]}
    if sides.event:
        related["grouping"] = [sides.event]
    if sides.relation:
        related["parent"] = [sides.relation]
    extensions = {
        v.EVIDENCE_LEVEL: "self-reported",
        v.TIME_BASIS: "claimed",
        v.SOURCE_EVENT_ID: f"encounters/{encounter.id}",
    }
    if encounter.topic:
        extensions[v.TOPIC] = encounter.topic
    return context(sides.other, contextActivities=related, extensions=extensions)


def _talk(base_url: str, encounter: Encounter) -> Json:
    channel = CHANNELS[encounter.channel]
    iri = f"{base_url}/network/encounters/{encounter.id}"
    return activity(iri, channel.type, f"A talk {channel.words}")


def _result(encounter: Encounter) -> Json:
    if encounter.minutes is None:
        return {}
    return {"result": {"duration": iso_duration(encounter.minutes * 60)}}
