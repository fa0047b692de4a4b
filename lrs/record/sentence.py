"""A statement as a sentence for the drill-down."""

from lrs.record.entry import StatementLine
from lrs.record.public_name import public_name
from lrs.record.reading import Reading
from lrs.record.sources import authority_name, source_of
from lrs.record.staff import by_staff
from lrs.record.statement_parts import Statement, agent_name, object_name, score, words


def line(reading: Reading) -> StatementLine:
    """Write the line of one statement: who did what, when, and who says so."""
    at, _, id_ = reading.order
    statement = reading.statement
    verb = verb_name(statement)
    return StatementLine(
        id_,
        verb,
        f"{_who(reading)} {verb} {object_name(statement)}{_outcome(statement)}",
        at,
        authority_name(statement),
        source_of(statement),
    )


def _who(reading: Reading) -> str:
    name = agent_name(reading.statement["actor"])
    return public_name(name) if "@" in name and by_staff(reading) else name


def verb_name(statement: Statement) -> str:
    """Return the verb's display in lower case, or the last part of its IRI."""
    verb = statement["verb"]
    shown = words(verb.get("display"))
    return (shown or verb["id"].rstrip("/#").rsplit("/", 1)[-1]).lower()


def _outcome(statement: Statement) -> str:
    result = statement.get("result")
    if not result:
        return ""
    points = score(statement) if "score" in result else None
    success = {True: "passed", False: "not passed"}.get(result.get("success"))
    said = [part for part in (success, None if points is None else f"{points:.0f} %") if part]
    return f": {', '.join(said)}" if said else ""
