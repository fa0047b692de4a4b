"""Pure: the statements about introductions. Each of the two is identified only once they agreed."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from lrs import vocabulary as v
from lrs.telling import Json, Statement, context, reference, statement, statement_id
from lti_tool.launch.clock import SECOND
from lti_tool.network.encounters.statements import stranger
from lti_tool.network.introductions.introduction import SIDES, Introduction


def strangers(base_url: str, found: Introduction) -> tuple[Json, Json]:
    """Name both by accounts of our own, that are the same whenever this teller names them."""
    one, two = (
        stranger(base_url, found.teller, side.person_id, side.name, uuid5(found.id, place))
        for side, place in zip(found.sides, SIDES, strict=True)
    )
    return one, two


def told(base_url: str, found: Introduction, who: Json, two: tuple[Json, Json]) -> Statement:
    """Tell of an introduction in its present version; the two are a Group without identifier."""
    thing = {"objectType": "Group", "member": list(two)}
    extensions = {
        v.EVIDENCE_LEVEL: "self-reported",
        v.SOURCE_EVENT_ID: f"introductions/{found.id}",
        **({v.TOPIC: found.topic} if found.topic else {}),
    }
    around = context(thing, extensions=extensions)
    when = datetime.fromtimestamp(found.happened / SECOND, UTC)
    return statement(base_url, _event(found), when, who, v.INTRODUCED, thing, context=around)


def id_of(base_url: str, found: Introduction) -> UUID:
    return UUID(statement_id(base_url, _event(found), v.INTRODUCED))


def attested(
    base_url: str, found: Introduction, person_id: UUID, witness: Json, when: datetime
) -> Statement:
    """Tell that one of the two says that it is so."""
    thing = reference(str(found.statement_id))
    event = f"{_event(found)}/word/{person_id}"
    return statement(base_url, event, when, witness, v.ATTESTED, thing, context=context(thing))


def _event(found: Introduction) -> str:
    return f"introductions/{found.id}/{found.version}"
