"""The table of classification rules: from verb, activity type, category and platform to an entry."""

from lrs.record import profile_iri as own
from lrs.record.entry import Evidence, Formality, TimeBasis
from lrs.record.rule import ANYTHING, Role, Rule, RuleTable
from lrs.record.vocabulary import (
    ACROSSX,
    ACROSSX_ACTIVITY,
    ACTIVITY_STREAMS,
    ADB,
    ADL,
    ADL_ACTIVITY,
    ADL_EXTENDED,
    COURSE,
    EDLM,
    TINCAN,
    TINCAN_ACTIVITY,
    TLA,
    VIDEO,
    VIDEO_ACTIVITY,
    VIDEO_VERB,
    VIRTUAL_CLASSROOM,
)

_TLA_TYPE = "https://w3id.org/xapi/tla/activity-types/"
_COURSE = frozenset({COURSE})
_CLIP = frozenset({VIDEO_ACTIVITY})
_SCHEDULED = frozenset(
    {ACTIVITY_STREAMS + "event"}
    | {TINCAN_ACTIVITY + name for name in ("webinar", "conference", "conference-session")}
)
_MEETING = frozenset(
    {
        ADL_ACTIVITY + "meeting",
        "https://w3id.org/xapi/virtual-classroom/activity-types/virtual-classroom",
    }
)
_THREAD = frozenset(
    {TINCAN_ACTIVITY + name for name in ("discussion", "forum-topic", "forum-reply")}
    | {ACROSSX_ACTIVITY + "online-discussion", ACROSSX_ACTIVITY + "message", own.MAILING_LIST}
    | {ACTIVITY_STREAMS + "note", TINCAN_ACTIVITY + "chat-message", TINCAN_ACTIVITY + "email"}
)
_ASKED = frozenset(
    {TINCAN_ACTIVITY + "doubt", ACTIVITY_STREAMS + "question", ADL_ACTIVITY + "question"}
)
_SOLUTION = _ASKED | {TINCAN_ACTIVITY + "solution", TINCAN_ACTIVITY + "forum-reply"}

_UNDERWAY = "launched initialized terminated attempted progressed suspended resumed exited scored"
_HOUSEKEEPING = (
    "follow stop-following unlike invite join leave assign deliver receive open send update delete "
    "accept approve reject ignore rsvp-no rsvp-maybe lose resolve close"
)

_CLAIM = (Evidence.SELF_REPORTED, TimeBasis.CLAIMED)


def _completion(name: str, verb: str, role: Role = Role.MAKES) -> tuple[Rule, Rule]:
    formal = Formality.FORMAL
    return (
        Rule(f"course-{name}", verb, "course", role, _COURSE, formality=formal),
        Rule(f"activity-{name}", verb, "activity", role, formality=formal),
    )


# cmi5 needs no rows of its own: its verbs are ADL's and its course type has a canonical spelling.
_COMPLETIONS = (
    *_completion("completed", ADL + "completed"),
    *_completion("passed", ADL + "passed"),
    *_completion("failed", ADL + "failed"),
    *_completion("mastered", ADL + "mastered"),
    *_completion("satisfied", ADL_EXTENDED + "satisfied"),
    *_completion("waived", ADL_EXTENDED + "waived"),
    *_completion("uncompleted", EDLM + "verbs/uncompleted", Role.UNDOES),
    Rule(
        "activity-graded",
        TLA + "scored",
        "activity",
        platform="Moodle",
        formality=Formality.FORMAL,
        evidence=Evidence.STAFF_VERIFIED,
    ),
    *(rule for verb in _UNDERWAY.split() for rule in _completion(verb, ADL + verb, Role.SUPPORTS)),
    *_completion("resumed-later", TLA + "resumed", Role.SUPPORTS),
    *_completion("put-aside", TLA + "suspended", Role.SUPPORTS),
    *_completion("started", ACTIVITY_STREAMS + "start", Role.SUPPORTS),
    *_completion("submitted", ACTIVITY_STREAMS + "submit", Role.SUPPORTS),
)

# What the Video Profile sends, known by its category or by the type of the object.
_CLIP_VERBS = (
    (ADL + "completed", Role.MAKES),
    (ADL + "terminated", Role.MAKES),
    (VIDEO_VERB + "played", Role.MAKES),
    (VIDEO_VERB + "paused", Role.MAKES),
    (VIDEO_VERB + "seeked", Role.SUPPORTS),
    (ADL + "initialized", Role.SUPPORTS),
    (ADL + "interacted", Role.SUPPORTS),
)
_CLIPS = (
    *(Rule("clip-viewed", verb, "clip-view", role, category=VIDEO) for verb, role in _CLIP_VERBS),
    *(Rule("clip-viewed", verb, "clip-view", role, _CLIP) for verb, role in _CLIP_VERBS),
    *(
        Rule("clip-made", verb, "clip", role, _CLIP, time_basis=TimeBasis.ESTIMATED)
        for verb, role in (
            (ACTIVITY_STREAMS + "create", Role.MAKES),
            (ACTIVITY_STREAMS + "author", Role.MAKES),
            (ADL + "shared", Role.SUPPORTS),
            (ACTIVITY_STREAMS + "attach", Role.SUPPORTS),
        )
    ),
)

_TALK_ABOUT = TimeBasis.ESTIMATED
_DISCUSSIONS = (
    Rule("commented", ADL + "commented", "comment", types=ANYTHING, time_basis=_TALK_ABOUT),
    Rule("replied", TINCAN + "replied", "reply", types=ANYTHING, time_basis=_TALK_ABOUT),
    Rule("posted", ACROSSX + "posted", "post", time_basis=_TALK_ABOUT),
    Rule(
        "thread-started", ACTIVITY_STREAMS + "create", "post", types=_THREAD, time_basis=_TALK_ABOUT
    ),
    Rule("asked", ADL + "asked", "question", time_basis=_TALK_ABOUT),
    Rule("answered", ADL + "answered", "answer", types=_SOLUTION, time_basis=_TALK_ABOUT),
    Rule(
        "test-question-answered",
        ADL + "answered",
        role=Role.TRACE,
        types=frozenset({ADL_ACTIVITY + "cmi.interaction", ADL_ACTIVITY + "interaction"}),
    ),
)


def _attendance(name: str, verb: str, role: Role) -> tuple[Rule, Rule]:
    return (
        Rule(name, verb, "event", role, _MEETING),
        Rule(name, verb, "event", role, _SCHEDULED, formality=Formality.NON_FORMAL),
    )


_EVENTS = (
    # A trainer ticks who was there, and the session's planned length is sent for everybody.
    Rule(
        "attendance-taken",
        ADL + "attended",
        "event",
        platform="Moodle",
        formality=Formality.NON_FORMAL,
        evidence=Evidence.STAFF_VERIFIED,
        time_basis=TimeBasis.ESTIMATED,
    ),
    Rule("meeting-attended", ADL + "attended", "event", types=_MEETING),
    Rule("attended", ADL + "attended", "event", formality=Formality.NON_FORMAL),
    *_attendance("joined", ACTIVITY_STREAMS + "join", Role.MAKES),
    *_attendance("left", ACTIVITY_STREAMS + "leave", Role.SUPPORTS),
    *_attendance("event-registered", ADL + "registered", Role.SUPPORTS),
    *_attendance("event-accepted", ACTIVITY_STREAMS + "rsvp-yes", Role.SUPPORTS),
    *_attendance("joined", VIRTUAL_CLASSROOM + "joined", Role.MAKES),
    *_attendance("left", VIRTUAL_CLASSROOM + "left", Role.SUPPORTS),
)


def _claim(name: str, verb: str, kind: str, formality: Formality, title: str) -> Rule:
    evidence, basis = _CLAIM
    return Rule(
        name,
        verb,
        kind,
        types=ANYTHING,
        formality=formality,
        evidence=evidence,
        time_basis=basis,
        title=title,
    )


_ENCOUNTERS = (
    _claim("talked", TINCAN + "talked-with", "talk", Formality.INFORMAL, "Talked with {people}"),
    _claim("met", own.MET, "talk", Formality.INFORMAL, "Met {people}"),
    _claim("introduced", own.INTRODUCED, "talk", Formality.INFORMAL, "{object}"),
    _claim(
        "mentored",
        TINCAN + "mentored",
        "mentoring",
        Formality.NON_FORMAL,
        "Mentoring with {people}",
    ),
    _claim("coached", ADB + "coached", "mentoring", Formality.NON_FORMAL, "Coaching with {people}"),
)


_DOCUMENT = frozenset({TINCAN_ACTIVITY + "document"})
_CLAIMED_TIME = TimeBasis.CLAIMED
_VOLUNTEERED = frozenset({own.VOLUNTEER_WORK})
_DEEDS = (
    # Hallway says of each whether staff approved it; from elsewhere it is a claim.
    Rule(
        "volunteered",
        ADL + "completed",
        "volunteering",
        types=_VOLUNTEERED,
        platform="Hallway",
        evidence=Evidence.STAFF_VERIFIED,
        time_basis=TimeBasis.CLAIMED,
    ),
    Rule(
        "volunteered-elsewhere",
        ADL + "completed",
        "volunteering",
        types=_VOLUNTEERED,
        evidence=Evidence.SELF_REPORTED,
        time_basis=TimeBasis.CLAIMED,
    ),
    Rule(
        "looked-back",
        ACTIVITY_STREAMS + "create",
        "review",
        types=frozenset({own.AFTER_ACTION_REVIEW}),
        evidence=Evidence.SELF_REPORTED,
        time_basis=TimeBasis.CLAIMED,
    ),
    Rule(
        "text-written",
        ACTIVITY_STREAMS + "author",
        "text",
        types=_DOCUMENT,
        time_basis=TimeBasis.ESTIMATED,
    ),
    # What Hallway's library has: that a document was opened is seen, that it was read is the reader's word.
    *(
        Rule(name, verb, "document", types=_DOCUMENT, platform="Hallway", time_basis=_CLAIMED_TIME)
        for name, verb in (
            ("document-opened", TINCAN + "viewed"),
            ("document-read", ADL + "completed"),
        )
    ),
    Rule(
        "badge-earned",
        TINCAN + "earned",
        "credential",
        types=frozenset(
            {ACTIVITY_STREAMS + "badge", _TLA_TYPE + "badge", _TLA_TYPE + "credential"}
        ),
        formality=Formality.NON_FORMAL,
    ),
)


def _trace(*verbs: str) -> tuple[Rule, ...]:
    return tuple(Rule("trace", verb, role=Role.TRACE, types=ANYTHING) for verb in verbs)


# Known, and not learning in itself: moving about, keeping house, what a system does to a person.
_TRACES = (
    *_trace(TINCAN + "viewed", ADL + "experienced", ADL + "interacted"),
    *_trace(ADL_EXTENDED + "logged-in", ADL_EXTENDED + "logged-out", ADL_EXTENDED + "abandoned"),
    *_trace(ADL + "registered", TINCAN + "unregistered", ADL + "imported", ADL + "preferred"),
    *_trace(ADL + "voided", ADL + "shared", own.ATTESTED, own.COMPENSATED),
    *_trace(*(TINCAN + v for v in ("mentioned", "rated", "bookmarked", "reviewed"))),
    *_trace(TINCAN + "closed-sale", TINCAN + "created-opportunity"),
    *_trace(*(TINCAN + v for v in ("voted-up", "voted-down"))),
    *_trace(*(ACROSSX + v for v in ("liked", "edited", "searched", "reported", "annotated"))),
    *_trace(*(TLA + v for v in ("recommended", "verified", "achieved", "forfeited"))),
    *_trace(
        *(EDLM + "verbs/" + v for v in ("toured", "locked", "unlocked", "restarted", "exceeded"))
    ),
    *(
        Rule("trace", ACTIVITY_STREAMS + "create", role=Role.TRACE, platform=platform)
        for platform in ("Moodle",)
    ),
    *_trace(*(ACTIVITY_STREAMS + v for v in _HOUSEKEEPING.split())),
)

RULES = RuleTable(
    version=1,
    rules=(*_DEEDS, *_CLIPS, *_EVENTS, *_DISCUSSIONS, *_ENCOUNTERS, *_COMPLETIONS, *_TRACES),
)
