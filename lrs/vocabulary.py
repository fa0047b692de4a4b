"""The IRIs of verbs, activity types and extensions that Hallway sends; published ones before its own."""

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb: its address, and how a person says it."""

    iri: str
    display: str


_ADL = "http://adlnet.gov/expapi/verbs/"
_TINCAN = "http://id.tincanapi.com/verb/"
_STREAMS = "http://activitystrea.ms/"
_OLD_STREAMS = "http://activitystrea.ms/schema/1.0/"
_ACROSS = "https://w3id.org/xapi/acrossx/verbs/"
_VIDEO = "https://w3id.org/xapi/video/"
_TLA = "https://w3id.org/xapi/tla/"
_EDLM = "https://xapi.edlm/profiles/edlm-lms/concepts/"
PROFILE = "https://hallway.example/profile"  # what no published profile has
PROFILE_VERSION = f"{PROFILE}/v1.0"

INITIALIZED = Verb(f"{_ADL}initialized", "initialized")
COMPLETED = Verb(f"{_ADL}completed", "completed")
TERMINATED = Verb(f"{_ADL}terminated", "terminated")
LAUNCHED = Verb(f"{_ADL}launched", "launched")
PASSED = Verb(f"{_ADL}passed", "passed")
FAILED = Verb(f"{_ADL}failed", "failed")
SATISFIED = Verb("https://w3id.org/xapi/adl/verbs/satisfied", "satisfied")
PLAYED = Verb(f"{_VIDEO}verbs/played", "played")
PAUSED = Verb(f"{_VIDEO}verbs/paused", "paused")
SEEKED = Verb(f"{_VIDEO}verbs/seeked", "seeked")
INTERACTED = Verb(f"{_ADL}interacted", "interacted")
CREATED = Verb(f"{_STREAMS}create", "created")
ATTACHED = Verb(f"{_STREAMS}attach", "attached")
SHARED = Verb(f"{_ADL}shared", "shared")
COMMENTED = Verb(f"{_ADL}commented", "commented")
REPLIED = Verb(f"{_TINCAN}replied", "replied")
MENTIONED = Verb(f"{_TINCAN}mentioned", "mentioned")
POSTED = Verb(f"{_ACROSS}posted", "posted")
ASKED = Verb(f"{_ADL}asked", "asked")
ANSWERED = Verb(f"{_ADL}answered", "answered")
REVIEWED = Verb(f"{_TINCAN}reviewed", "reviewed")
ACCEPTED = Verb(f"{_STREAMS}accept", "accepted")
RECOMMENDED = Verb(f"{_TLA}verbs/recommended", "recommended")
CLOSED_SALE = Verb(f"{_TINCAN}closed-sale", "closed the sale of")
LOST = Verb(f"{_STREAMS}lose", "lost")
RESOLVED = Verb(f"{_STREAMS}resolve", "resolved")
CLOSED = Verb(f"{_STREAMS}close", "closed")
IGNORED = Verb(f"{_STREAMS}ignore", "ignored")
LIKED = Verb(f"{_ACROSS}liked", "liked")
UNLIKED = Verb(f"{_STREAMS}unlike", "unliked")
EDITED = Verb(f"{_ACROSS}edited", "edited")
REPORTED = Verb(f"{_ACROSS}reported", "reported")
FOLLOWED = Verb(f"{_STREAMS}follow", "followed")
UNFOLLOWED = Verb(f"{_STREAMS}stop-following", "stopped following")
VOTED_UP = Verb(f"{_TINCAN}voted-up", "voted up")
RATED = Verb(f"{_TINCAN}rated", "rated")
BOOKMARKED = Verb(f"{_TINCAN}bookmarked", "bookmarked")
TALKED_WITH = Verb(f"{_TINCAN}talked-with", "talked with")
MENTORED = Verb(f"{_TINCAN}mentored", "mentored")
MET = Verb(f"{PROFILE}/verbs/met", "met")
INTRODUCED = Verb(f"{PROFILE}/verbs/introduced", "introduced")
ATTESTED = Verb(f"{PROFILE}/verbs/attested", "attested")
REGISTERED = Verb(f"{_ADL}registered", "registered")
UNREGISTERED = Verb(f"{_TINCAN}unregistered", "unregistered")
ATTENDED = Verb(f"{_ADL}attended", "attended")
JOINED = Verb(f"{_STREAMS}join", "joined")
PRESENTED = Verb(f"{_STREAMS}present", "presented")
DELIVERED = Verb(f"{_STREAMS}deliver", "delivered")
RECEIVED = Verb(f"{_STREAMS}receive", "received")
OPENED = Verb(f"{_STREAMS}open", "opened")
ASSIGNED = Verb(f"{_STREAMS}assign", "assigned")
RSVP_YES = Verb(f"{_STREAMS}rsvp-yes", "accepted the invitation to")
RSVP_NO = Verb(f"{_STREAMS}rsvp-no", "declined the invitation to")
RSVP_MAYBE = Verb(f"{_STREAMS}rsvp-maybe", "may come to")
INVITED = Verb(f"{_STREAMS}invite", "invited")
SUBMITTED = Verb(f"{_STREAMS}submit", "submitted")
APPROVED = Verb(f"{_STREAMS}approve", "approved")
REJECTED = Verb(f"{_STREAMS}reject", "rejected")
AUTHORED = Verb(f"{_STREAMS}author", "authored")
COMPENSATED = Verb(f"{PROFILE}/verbs/compensated", "compensated")
VIEWED = Verb(f"{_TINCAN}viewed", "viewed")
VOIDED = Verb(f"{_ADL}voided", "voided")

# As logstore_xapi spells and displays them, two addresses of Activity Streams included.
LMS_LOGIN = Verb(f"{_EDLM}verbs/login", "Logged In")
LMS_LOGOUT = Verb(f"{_EDLM}verbs/logout", "Logged Out")
LMS_ENROLLED = Verb(f"{_EDLM}verbs/enrolled", "Enrolled")
LMS_VIEWED = Verb(f"{_TINCAN}viewed", "Viewed")
LMS_UNCOMPLETED = Verb(f"{_EDLM}verbs/uncompleted", "Uncompleted")
LMS_COMPLETED = Verb(f"{_ADL}completed", "Completed")
LMS_STARTED = Verb(f"{_OLD_STREAMS}start", "Started")
LMS_ANSWERED = Verb(f"{_ADL}answered", "Answered")
LMS_SUBMITTED = Verb(f"{_OLD_STREAMS}submit", "Submitted")
LMS_SCORED = Verb("https://w3id.org/xapi/tla/verbs/scored", "Scored")
LMS_CREATED = Verb(f"{_STREAMS}create", "Created")
LMS_REPLIED = Verb(f"{_TINCAN}replied", "Replied")

LMS = "http://id.tincanapi.com/activitytype/lms"
SECTION = "http://id.tincanapi.com/activitytype/section"
DISCUSSION = "http://id.tincanapi.com/activitytype/discussion"
FORUM_TOPIC = "http://id.tincanapi.com/activitytype/forum-topic"
FORUM_REPLY = "http://id.tincanapi.com/activitytype/forum-reply"
DOCUMENT = "http://id.tincanapi.com/activitytype/document"
DOUBT = "http://id.tincanapi.com/activitytype/doubt"
SOLUTION = "http://id.tincanapi.com/activitytype/solution"
SALES_OPPORTUNITY = "http://id.tincanapi.com/activitytype/sales-opportunity"
EMAIL = "http://id.tincanapi.com/activitytype/email"
CHAT_CHANNEL = "http://id.tincanapi.com/activitytype/chat-channel"
CHAT_MESSAGE = "http://id.tincanapi.com/activitytype/chat-message"
WEBINAR = "http://id.tincanapi.com/activitytype/webinar"
CONFERENCE = "http://id.tincanapi.com/activitytype/conference"
CONFERENCE_SESSION = "http://id.tincanapi.com/activitytype/conference-session"
COMMUNITY = "http://id.tincanapi.com/activitytype/community-site"
MEETING = "http://adlnet.gov/expapi/activities/meeting"
EVENT = "http://activitystrea.ms/event"
COMMENT = "http://activitystrea.ms/comment"
COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
BLOCK = "https://w3id.org/xapi/cmi5/activitytype/block"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
CLIP = f"{_VIDEO}activity-type/video"
PAGE = "https://w3id.org/xapi/acrossx/activities/page"
WEBPAGE = "https://w3id.org/xapi/acrossx/activities/webpage"
ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment"
ATTEMPT = "http://adlnet.gov/expapi/activities/attempt"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
ASSIGNMENT = f"{_EDLM}activity-types/assignment"
SUBMISSION = f"{_EDLM}activity-types/submission"
FORUM = f"{_EDLM}activity-types/forum"
FACE_TO_FACE = "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion"
ONLINE_DISCUSSION = "https://w3id.org/xapi/acrossx/activities/online-discussion"
HALLWAY_CHAT = f"{PROFILE}/activity-types/hallway-chat"
PHONE_CALL = f"{PROFILE}/activity-types/phone-call"
MAILING_LIST = f"{PROFILE}/activity-types/mailing-list"
MENTORING = f"{PROFILE}/activity-types/mentoring-relationship"
AUDITION = f"{PROFILE}/activity-types/audition"
VOLUNTEER_WORK = f"{PROFILE}/activity-types/volunteer-work"
PERFORMANCE = "http://adlnet.gov/expapi/activities/performance"
NEED = f"{PROFILE}/activity-types/need"
AFTER_ACTION_REVIEW = f"{PROFILE}/activity-types/after-action-review"

VIDEO = "https://w3id.org/xapi/video"
VIDEO_PROFILE = "https://w3id.org/xapi/video/v1.0.2"
VIDEO_EXTENSION = f"{_VIDEO}extensions/"
CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVEON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
CMI5_EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"
LOGSTORE_INFO = "http://lrs.learninglocker.net/define/extensions/info"
ENROLMENT_TYPE = f"{_EDLM}context-extensions/enrolment-type"
QUESTION_RESPONSE = "http://learninglocker.net/xapi/cmi/true-false/response"
TAGS = "http://id.tincanapi.com/extension/tags"
TOPIC = "http://id.tincanapi.com/extension/topic"
MENTIONED_AGENT = "https://w3id.org/xapi/acrossx/extensions/mentionedagent"
REFLECTION = "http://id.tincanapi.com/extension/reflection"
TARGET = "http://id.tincanapi.com/extension/target"
SHARE_MEDIUM = "http://id.tincanapi.com/extension/share-medium"
RECOMMENDATION_ORDER = f"{_TLA}extensions/recommendation_order"  # of a result
PLANNED_START = "http://id.tincanapi.com/extension/planned-start-time"
PLANNED_DURATION = "http://id.tincanapi.com/extension/planned-duration"
FORMALITY = f"{PROFILE}/extensions/formality"
TIME_BASIS = f"{PROFILE}/extensions/time-basis"
PRIORITY = f"{PROFILE}/extensions/priority"
PUBLISHED_AFTER = f"{PROFILE}/extensions/published-after"
NEEDED_BY = f"{PROFILE}/extensions/needed-by"
NEED_ATTRIBUTES = f"{PROFILE}/extensions/need-attributes"
RECOMMENDATION_REASON = f"{PROFILE}/extensions/recommendation-reason"
MONETARY_VALUE = "http://id.tincanapi.com/extension/monetary-value"
AGREEMENT = f"{PROFILE}/extensions/agreement"
RUBRIC = f"{PROFILE}/extensions/rubric"  # in the result: what each criterion was given, 1 to 5
EVIDENCE_LEVEL = f"{PROFILE}/extensions/evidence-level"
SPONSORS = f"{PROFILE}/extensions/sponsors"  # of a context: the names of who supported it
SOURCE_SYSTEM = f"{PROFILE}/extensions/source-system"
DELIVERY_METHOD = f"{PROFILE}/extensions/delivery-method"
LOCATION = "http://id.tincanapi.com/extension/location"
SOURCE_EVENT_ID = f"{PROFILE}/extensions/source-event-id"
TEXT_LENGTH = f"{PROFILE}/extensions/text-length"  # in characters
TEXT_HASH = f"{PROFILE}/extensions/text-sha2"
TEXT_SKETCH = (
    f"{PROFILE}/extensions/text-sketch"  # length, language and hash of a text that is not kept
)
