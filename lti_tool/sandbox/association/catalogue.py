"""What the association offers: courses, modules, clips, events and places to talk. All invented."""

from typing import NamedTuple


class Course(NamedTuple):
    """A course of the LMS: `pages` in reading order, then the quiz, the assignment if it has one."""

    number: int
    name: str
    pages: tuple[str, ...]
    assignment: str = ""


class Module(NamedTuple):
    """A self-paced cmi5 course; each lesson has a length in minutes."""

    name: str
    lessons: tuple[tuple[str, int], ...]


class Event(NamedTuple):
    """Something held once: `day` of the year, `hour` UTC, length in minutes, the system that counts heads."""

    name: str
    day: int
    hour: int
    minutes: int
    platform: str


COURSES = (
    Course(
        11,
        "Ethics for advisers",
        ("Whose interest comes first", "Gifts and favours", "Speaking up", "Four hard cases"),
        "A dilemma of your own",
    ),
    Course(
        12,
        "Payroll migrations, level 2",
        ("Before the cut-over", "Mapping pay codes", "The parallel run", "When totals differ"),
    ),
    Course(
        13,
        "Certified Adviser, recertification",
        ("What has changed", "Evidence of practice", "Conduct rules", "Sitting the examination"),
        "Portfolio statement",
    ),
    Course(
        14,
        "Revenue recognition in practice",
        ("Contracts with several parts", "Over time or at a point", "Variable prices", "Notes"),
        "A contract taken apart",
    ),
    Course(
        15,
        "Data protection for small practices",
        ("What you hold and why", "Requests from clients", "Breaches", "Working from home"),
    ),
    Course(
        16,
        "Reading a cash-flow statement with a client",
        ("Three kinds of cash", "Profit is not cash", "Seasonal businesses", "The conversation"),
    ),
    Course(
        17,
        "Onboarding new members",
        ("Welcome", "Where to ask", "Your first ninety days", "Finding a mentor"),
    ),
    Course(
        18,
        "Chairing a chapter",
        ("The year of a chapter", "Meetings people return to", "Volunteers", "Handing over"),
        "Plan of your year",
    ),
    Course(
        19,
        "Supervising trainees",
        ("Setting the task", "Reviewing work", "Feedback that lands", "When it goes wrong"),
    ),
    Course(
        20,
        "Tax for cross-border remote workers",
        ("Where is the work done", "Residence", "Social security", "Worked examples"),
        "Advice letter",
    ),
)

MODULES = (
    Module(
        "Fraud awareness essentials",
        (("Red flags", 14), ("Invoices that are not", 18), ("Reporting lines", 11)),
    ),
    Module("Meetings for everybody", (("Before the meeting", 12), ("In the room", 16))),
    Module(
        "Security basics for client data",
        (("Passwords and keys", 10), ("Phishing by telephone", 13), ("Lost devices", 9)),
    ),
    Module("Plain words in reports", (("Cutting a page in half", 20), ("Tables that talk", 15))),
)

CLIPS = (
    "Bank feeds that count twice: the three-minute fix",
    "Cleaning up a messy chart of accounts",
    "Month-end close in restaurants",
    "How I explain accruals with a bucket of water",
    "What a client said about our engagement letter",
    "Sales tax on bundled software and hardware",
    "Counting stock at year end without closing the shop",
    "Three questions before you quote a fixed fee",
    "Losing a tender, and what we changed",
    "The spreadsheet that caught a duplicate supplier",
    "First meeting with a charity treasurer",
    "Reading a lease in five minutes",
    "Why I stopped billing by the hour",
    "A payroll correction nobody noticed",
    "Objection: we have always done it this way",
    "Handing a client to a colleague",
    "Preparing for an inspection visit",
    "Foreign currency on a small ledger",
    "What to film when you film your screen",
    "Onboarding a client in one afternoon",
    "How our chapter finds speakers",
    "Depreciation for farmers",
    "Ask: grants that arrive late, which year?",
    "When the founder won't delegate",
    "Checking a cap table with paper and pencil",
    "A new competitor at the low end",
    "Two screens, one reconciliation",
    "Explaining a loss to a family business",
    "Training a junior in ten minutes a day",
    "Succession talks that went well",
    "Mileage claims: the short version",
    "Reverse charge, step by step",
    "The audit question I dread",
    "Calling a client with bad news",
    "Paperless in a week",
    "Year-end checklist, walked through",
    "Why the margins fell: a bakery",
    "Working with a remote team across six hours",
    "Getting paid on time",
    "The note I write after every meeting",
)

WEBINARS = (
    "What the new lease rules do to small clients",
    "Pricing advisory work",
    "Automation without regret",
    "Hiring juniors in a tight market",
    "Charities and restricted funds",
    "Reading the spring tax changes",
    "Client portals compared",
    "Wellbeing in busy season",
    "Sustainability reporting for small firms",
    "Fraud: three stories",
    "Fees, scope and the awkward talk",
    "The year ahead",
)
SESSIONS = (
    "Advisory pricing, worked examples",
    "The future of the small practice",
    "Ethics clinic",
    "Succession in family firms",
    "Data for people who hate data",
    "Stories that clients remember",
    "Round table: first-time partners",
    "Cross-border work after hours",
    "From bookkeeper to adviser",
    "Open space: ask the room",
)
CHAPTERS = ("North", "Harbour", "Valley", "Lakes", "Old Town")
CONFERENCE_NAME = "Tallyfold Connect"
LISTS = ("tax-practice list", "small-practice list", "new-members list")
TOPICS = (
    "Month-end close",
    "Pricing",
    "Hiring juniors",
    "Lease rules",
    "Payroll",
    "Charity accounts",
    "Software for small firms",
    "Stock counts",
    "Client onboarding",
    "Cross-border work",
    "Succession",
    "Ethics",
)
