"""Pure: what a row can say, under which headings it usually stands, and presets for common files."""

from collections.abc import Mapping
from typing import NamedTuple

from connectors.words import TYPES, VERBS


class Field(NamedTuple):
    """Something that a row can say; its usual `headings` stand between bars."""

    name: str
    label: str
    hint: str
    headings: str
    choices: tuple[str, ...] = ()
    constant: bool = False  # whether it may be the same for the whole file


FIELDS = (
    Field(
        "person",
        "Id of the person",
        "As the system in the settings knows them.",
        "person id | user id | userid | member id | memberid | id number | username | "
        "login | employee id | student id | licence number | license number | sub | "
        "account",
    ),
    Field(
        "email",
        "E-mail",
        "Identifies who has no id.",
        "email | e-mail | email address | e-mail address | user email | mail | e-post",
    ),
    Field("name", "Name", "", "name | full name | participant | attendee | learner | student"),
    Field("first_name", "First name", "", "first name | firstname | given name | fornavn"),
    Field("last_name", "Last name", "", "last name | lastname | surname | etternavn"),
    Field(
        "verb",
        "What they did",
        "completed, attended, passed, posted, … or the IRI of a verb.",
        "verb | action | what | activity status | status",
        tuple(VERBS),
        constant=True,
    ),
    Field(
        "title",
        "Title",
        "Of the course, event or whatever it is.",
        "title | course | course name | course full name | activity | activity name | "
        "event | event name | topic | session | webinar | webinar title | "
        "meeting topic | kurs",
        constant=True,
    ),
    Field(
        "activity",
        "Its address",
        "An IRI. Without one, the title names it.",
        "activity id | activity iri | course url | url | link | address | event url",
        constant=True,
    ),
    Field(
        "type",
        "Its kind",
        "course, event, webinar, … or the IRI of an activity type.",
        "type | kind | activity type | event type",
        tuple(TYPES),
        constant=True,
    ),
    Field(
        "at",
        "When",
        "A day, or a day and time.",
        "date | when | timestamp | completion date | completed on | completed at | "
        "completed | time completed | end date | entry date | earned on | join time | "
        "start time | course completion date | attended on | dato",
        constant=True,
    ),
    Field(
        "minutes",
        "Minutes",
        "90, 1:30 or PT1H30M.",
        "minutes | duration | duration (minutes) | time in session (minutes) | "
        "time spent | total duration (minutes)",
        constant=True,
    ),
    Field("score", "Score", "85, 85 % or 17/20.", "score | grade | points | result | mark"),
    Field(
        "max_score",
        "Highest score",
        "",
        "max score | maximum | max grade | out of | points possible",
        constant=True,
    ),
    Field(
        "success",
        "Passed or not",
        "yes or no.",
        "passed | success | pass | pass/fail | bestått",
        ("yes", "no"),
    ),
    Field(
        "evidence",
        "Who stands behind it",
        "May weaken what Hallway would say, not strengthen it.",
        "evidence | evidence level",
        ("self-reported", "peer-confirmed", "system-observed", "staff-verified"),
        constant=True,
    ),
    Field(
        "time_basis",
        "How minutes were counted",
        "",
        "time basis",
        ("measured", "estimated", "claimed"),
        constant=True,
    ),
    Field(
        "id",
        "Id of the row",
        "Names a row for good, so that a mended one is known again.",
        "row id | record id | record_id | enrolment id | enrollment id | completion id",
    ),
    Field(
        "home",
        "Home of the id",
        "Where it is not the one in the settings: the address of an LMS, for instance.",
        "account home | issuer | home page | platform",
        constant=True,
    ),
)
BY_NAME = {field.name: field for field in FIELDS}


class Preset(NamedTuple):
    """What is the same in all rows of a common kind of file."""

    title: str
    always: Mapping[str, str]


PRESETS = {
    "completions": Preset("Course completions", {"verb": "completed", "type": "course"}),
    "attendance": Preset("Attendance of an event", {"verb": "attended", "type": "event"}),
    "webinar": Preset(
        "Participants of a webinar",
        {"verb": "attended", "type": "webinar", "time_basis": "measured"},
    ),
    "grades": Preset("Results of a test", {"verb": "passed", "type": "assessment"}),
    "posts": Preset("Posts in a forum", {"verb": "posted", "type": "forum-topic"}),
    "presentations": Preset("Talks that were given", {"verb": "presented", "type": "event"}),
}


def guessed(headings: list[str]) -> dict[str, str]:
    """Say which heading probably holds which field; each heading holds one."""
    plain = {_plain(heading): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for field in FIELDS:
        for usual in (field.name, *field.headings.split("|")):
            heading = plain.get(_plain(usual))
            if heading is not None and heading not in found.values():
                found[field.name] = heading
                break
    return found


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace("_", " ").replace("-", "").split())
