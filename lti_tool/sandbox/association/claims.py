"""What members say they learned elsewhere, brought in from a spreadsheet with nobody's word but theirs."""

from collections.abc import Iterator

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Statement,
    activity,
    hallway,
    iso_duration,
    slug,
    statement,
)
from lti_tool.sandbox.association.members import Association

_ELSEWHERE = (
    ("State society update day", 180),
    ("Local chamber breakfast: new rules for suppliers", 60),
    ("University evening lecture on pension law", 90),
    ("Software user day", 240),
    ("Reading group, three evenings", 150),
)


def claims(association: Association) -> Iterator[Statement]:
    """Rows of the spreadsheet, at noon of the day that each one names."""
    for member in association.members:
        luck = member.luck("claims")
        for number in range(member.times("claim", 1.0)):
            name, minutes = luck.choice(_ELSEWHERE)
            day = association.calendar.moment(luck)
            noon = day.replace(hour=12, minute=0, second=0, microsecond=0)
            said = {v.TIME_BASIS: "claimed", v.EVIDENCE_LEVEL: "self-reported"}
            yield statement(
                f"claim/{member.number}/{number}",
                noon,
                member.agent,
                v.ATTENDED,
                activity(f"https://events.tallyfold.example/elsewhere/{slug(name)}", v.EVENT, name),
                result={"duration": iso_duration(60 * minutes)},
                context=hallway(platform="Spreadsheet", extensions=said),
            )
