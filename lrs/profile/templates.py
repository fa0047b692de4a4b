"""All templates of the Profile: what the rooms of the tool tell."""

from lrs import vocabulary as v
from lrs.profile.template import RECOMMENDED, Template, at, extension, person

_PARENT = at("$.context.contextActivities.parent")
_GROUPING = at("$.context.contextActivities.grouping")
_TIME = f"{v.VIDEO_EXTENSION}time"
_CLAIMED = (
    person(),
    extension("context", v.SOURCE_SYSTEM),
    extension("context", v.TIME_BASIS, any=["claimed"]),
    at("$.result.duration", RECOMMENDED),
)
_ENDS = (extension("context", v.MONETARY_VALUE, RECOMMENDED),)
_WON = (at("$.result.success", any=[True]), *_ENDS)
_LOST = (at("$.result.success", any=[False]), *_ENDS)

TEMPLATES = (
    Template(
        "clip-created",
        "Somebody made a clip.",
        v.CREATED,
        v.CLIP,
        (extension("context", f"{v.VIDEO_EXTENSION}length", RECOMMENDED),),
    ),
    Template(
        "clip-commented",
        "Somebody commented on a clip, at a second of it.",
        v.COMMENTED,
        v.CLIP,
        (extension("result", _TIME, RECOMMENDED),),
    ),
    Template(
        "replied", "Somebody replied to a comment or a post.", v.REPLIED, v.FORUM_REPLY, (_PARENT,)
    ),
    Template(
        "mentioned",
        "Somebody named a person in what they wrote, which the context refers to.",
        v.MENTIONED,
        rules=(person(), at("$.context.statement.id")),
    ),
    Template("topic-posted", "Somebody opened a topic.", v.POSTED, v.FORUM_TOPIC),
    Template(
        "asked",
        "Somebody asked for help.",
        v.ASKED,
        v.DOUBT,
        (extension("context", v.NEEDED_BY, RECOMMENDED),),
    ),
    Template("answered", "Somebody answered an ask.", v.ANSWERED, v.SOLUTION, (_GROUPING,)),
    Template(
        "reviewed",
        "A peer judged an answer.",
        v.REVIEWED,
        v.SOLUTION,
        (at("$.result.score.scaled"),),
    ),
    Template("solution-accepted", "Who asked took an answer.", v.ACCEPTED, v.SOLUTION),
    Template(
        "shared",
        "Somebody shared a clip with people.",
        v.SHARED,
        v.CLIP,
        (extension("context", v.SHARE_MEDIUM, RECOMMENDED),),
    ),
    Template(
        "webinar-attended",
        "Somebody attended a webinar.",
        v.ATTENDED,
        v.WEBINAR,
        (at("$.result.duration", RECOMMENDED), extension("context", v.SPONSORS, RECOMMENDED)),
    ),
    Template(
        "document-opened",
        "Somebody opened a document of the library.",
        v.VIEWED,
        v.DOCUMENT,
        (extension("context", v.SPONSORS, RECOMMENDED),),
    ),
    Template(
        "talked",
        "Somebody says that they talked with a person, and for how long.",
        v.TALKED_WITH,
        rules=_CLAIMED,
    ),
    Template("met", "Somebody says that they met a person.", v.MET, rules=_CLAIMED),
    Template(
        "introduced",
        "Somebody says that they brought two people together.",
        v.INTRODUCED,
        rules=(
            at("$.object.objectType", any=["Group"]),
            at("$.object.member"),
            extension("context", v.SOURCE_SYSTEM),
        ),
    ),
    Template(
        "mentored",
        "Somebody says that they accompanied a person for an hour.",
        v.MENTORED,
        rules=(*_CLAIMED, at("$.context.contextActivities.parent", RECOMMENDED)),
    ),
    Template(
        "attested",
        "The other person says that a claim is so.",
        v.ATTESTED,
        rules=(at("$.object.objectType", any=["StatementRef"]),),
    ),
    Template("sale-closed", "A deal was won.", v.CLOSED_SALE, v.SALES_OPPORTUNITY, _WON),
    Template("sale-lost", "A deal was lost.", v.LOST, v.SALES_OPPORTUNITY, _LOST),
    Template("need-resolved", "What was needed is reached.", v.RESOLVED, v.NEED, _WON),
    Template("need-closed", "What was needed lapsed.", v.CLOSED, v.NEED, _LOST),
)
