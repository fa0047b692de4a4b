"""All concepts of the Profile: only what was searched for in the published ones and not found."""

from typing import Any

from lrs.profile.concept import (
    CONTEXT_EXTENSION,
    RESULT_EXTENSION,
    Concept,
    activity_type,
    extension,
    verb,
)

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_MOMENT = {"type": "string", "format": "date-time"}
_COUNT = {"type": "integer", "minimum": 0}
_TALKED_WITH = "http://id.tincanapi.com/verb/talked-with"
_OPPORTUNITY = "http://id.tincanapi.com/activitytype/sales-opportunity"


def _one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


VERBS = (
    verb(
        "met",
        "met",
        "Two people met and talked; neither led. The object is the other person.",
        relatedMatch=(_TALKED_WITH,),
    ),
    verb(
        "introduced",
        "introduced",
        "Somebody brought two people together, the members of the Group that is the object.",
    ),
    verb(
        "attested",
        "attested",
        "Somebody confirms that what another person's statement claims is so. The object is that statement.",
        relatedMatch=("https://w3id.org/xapi/tla/verbs/verified",),
    ),
    verb(
        "compensated",
        "compensated",
        "An organisation paid the person who is the object the agreed fee for learning content.",
    ),
)

ACTIVITY_TYPES = (
    activity_type("hallway-chat", "hallway chat", "An unplanned talk between people who meet."),
    activity_type("phone-call", "phone call", "A talk by telephone."),
    activity_type(
        "mailing-list", "mailing list", "A list whose members write to all of each other."
    ),
    activity_type(
        "mentoring-relationship",
        "mentoring relationship",
        "An agreement that one person accompanies another for a time; its sessions have it as parent.",
    ),
    activity_type("audition", "audition", "A trial piece by which contributors are chosen."),
    activity_type(
        "volunteer-work",
        "volunteer work",
        "Work that somebody gave to the organisation without pay.",
        broadMatch=("http://adlnet.gov/expapi/activities/performance",),
    ),
    activity_type(
        "after-action-review",
        "after-action review",
        "Looking back: what was expected, what happened, why, and what to do next time.",
    ),
    activity_type(
        "need",
        "need",
        "What somebody is working on now and looks for help with, described by its attributes.",
        broadMatch=(_OPPORTUNITY,),
    ),
    activity_type("journey", "journey", "A person's way towards a goal across many activities."),
)

CONTEXT_EXTENSIONS = (
    extension(
        CONTEXT_EXTENSION,
        "formality",
        "Whether the learning was formal, non-formal or informal, as its source says.",
        _one_of("formal", "non-formal", "informal"),
    ),
    extension(
        CONTEXT_EXTENSION,
        "evidence-level",
        "How it is known that this happened.",
        _one_of("self-reported", "peer-confirmed", "system-observed", "staff-verified"),
    ),
    extension(
        CONTEXT_EXTENSION,
        "time-basis",
        "Whether the duration was measured, estimated or claimed.",
        _one_of("measured", "estimated", "claimed"),
    ),
    extension(CONTEXT_EXTENSION, "source-system", "The system in which this happened.", _TEXT),
    extension(
        CONTEXT_EXTENSION,
        "delivery-method",
        "How something was taught, in the words of the board that asks: group live, self study.",
        _TEXT,
    ),
    extension(
        CONTEXT_EXTENSION, "subject-code", "The subject, by the code of the board that asks.", _TEXT
    ),
    extension(CONTEXT_EXTENSION, "source-event-id", "The source's own id of the event.", _TEXT),
    extension(
        CONTEXT_EXTENSION,
        "audience",
        "For whom something was shared.",
        {"type": ["string", "array"]},
    ),
    extension(
        CONTEXT_EXTENSION,
        "need-attributes",
        "The attributes of a need: stage, product, industry, competitor, objection, credential, ...",
        {"type": "object"},
    ),
    extension(
        CONTEXT_EXTENSION, "recommendation-reason", "Why this was recommended, in words.", _TEXT
    ),
    extension(CONTEXT_EXTENSION, "consent-basis", "On which consent this is recorded.", _TEXT),
    extension(
        CONTEXT_EXTENSION,
        "sponsors",
        "Who supported what was learned from, by their names; who provided it is the training provider.",
        {"type": "array", "items": _TEXT, "minItems": 1},
    ),
    extension(
        CONTEXT_EXTENSION, "agreement", "The name of the agreement under which it was done.", _TEXT
    ),
    extension(
        CONTEXT_EXTENSION,
        "dispute",
        "That its learner says that what was reported is wrong with an entry of their record.",
        {"type": "boolean"},
    ),
    extension(CONTEXT_EXTENSION, "priority", "How urgent its sender says it is.", _TEXT),
    extension(CONTEXT_EXTENSION, "needed-by", "When help comes too late.", _MOMENT),
    extension(
        CONTEXT_EXTENSION,
        "published-after",
        "Seconds between making something and sharing it.",
        {"type": ["number", "string"]},
    ),
    extension(
        CONTEXT_EXTENSION, "text-length", "Length in characters of a text that is not kept.", _COUNT
    ),
    extension(CONTEXT_EXTENSION, "text-sha2", "SHA-256 of a text that is not kept.", _TEXT),
    extension(
        CONTEXT_EXTENSION,
        "text-sketch",
        "Length, language and SHA-256 of a text that is not kept.",
        {"type": "object", "required": ["length", "sha256"], "properties": {"length": _COUNT}},
    ),
)

RESULT_EXTENSIONS = (
    extension(
        RESULT_EXTENSION,
        "credit",
        "Credit that was awarded: its scheme, amount and unit, and who approved it.",
        {
            "type": "object",
            "required": ["scheme", "amount", "unit"],
            "properties": {"scheme": _TEXT, "amount": {"type": "number"}, "unit": _TEXT},
        },
    ),
    extension(
        RESULT_EXTENSION,
        "delivery-state",
        "How far a delivery is known to have come.",
        _one_of("queued", "accepted", "received", "opened", "watched", "failed"),
    ),
    extension(
        RESULT_EXTENSION,
        "rubric",
        "What a reviewer gave each criterion, from 1 to 5.",
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 5},
        },
    ),
    extension(RESULT_EXTENSION, "vc-id", "The id of a verifiable credential about this.", _TEXT),
)

CONCEPTS: tuple[Concept, ...] = (*VERBS, *ACTIVITY_TYPES, *CONTEXT_EXTENSIONS, *RESULT_EXTENSIONS)
