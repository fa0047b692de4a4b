"""Words that administrators use for verbs and for kinds of activities, in mappings and in files."""

from lrs import vocabulary as v

VERBS = {
    "asked": v.ASKED,
    "attended": v.ATTENDED,
    "commented": v.COMMENTED,
    "completed": v.COMPLETED,
    "failed": v.FAILED,
    "liked": v.LIKED,
    "passed": v.PASSED,
    "posted": v.POSTED,
    "presented": v.PRESENTED,
    "registered": v.REGISTERED,
    "replied": v.REPLIED,
    "reviewed": v.REVIEWED,
    "shared": v.SHARED,
}
TYPES = {
    "assessment": v.ASSESSMENT,
    "conference": v.CONFERENCE,
    "course": v.COURSE,
    "document": v.DOCUMENT,
    "event": v.EVENT,
    "forum-topic": v.FORUM_TOPIC,
    "lesson": v.LESSON,
    "meeting": v.MEETING,
    "video": v.CLIP,
    "webinar": v.WEBINAR,
}
