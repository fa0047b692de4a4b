"""The IRIs of Hallway's own xAPI Profile: the few terms that no published profile has."""

BASE = "https://hallway.example/profile"

MET = f"{BASE}/verbs/met"
INTRODUCED = f"{BASE}/verbs/introduced"
ATTESTED = f"{BASE}/verbs/attested"
COMPENSATED = f"{BASE}/verbs/compensated"

HALLWAY_CHAT = f"{BASE}/activity-types/hallway-chat"
PHONE_CALL = f"{BASE}/activity-types/phone-call"
MAILING_LIST = f"{BASE}/activity-types/mailing-list"
VOLUNTEER_WORK = f"{BASE}/activity-types/volunteer-work"
MENTORING_RELATIONSHIP = f"{BASE}/activity-types/mentoring-relationship"
AFTER_ACTION_REVIEW = f"{BASE}/activity-types/after-action-review"

FORMALITY = f"{BASE}/extensions/formality"
EVIDENCE_LEVEL = f"{BASE}/extensions/evidence-level"
TIME_BASIS = f"{BASE}/extensions/time-basis"
SOURCE_SYSTEM = f"{BASE}/extensions/source-system"
DELIVERY_METHOD = f"{BASE}/extensions/delivery-method"
SUBJECT_CODE = f"{BASE}/extensions/subject-code"
VC_ID = f"{BASE}/extensions/vc-id"
SOURCE_EVENT_ID = f"{BASE}/extensions/source-event-id"
