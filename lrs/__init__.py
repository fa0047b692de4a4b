"""The record store and the record.

This is the front door: siblings import these names, and lrs.database, lrs.web and lrs.settings, and
nothing else of this package.
"""

from lrs.access import Access, Scope
from lrs.errors import (
    Conflict,
    InvalidRequest,
    LrsError,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    TemporarilyUnavailable,
    Violation,
)
from lrs.facade import Lrs
from lrs.record.entry import Entry, Evidence, Formality, LearnerRecord, TimeBasis
from lrs.record.journey import Home, Journey, Journeys
from lrs.reports.intervals import Interval, difference, wilson
from lrs.storage.credits import Claim
from lrs.storage.disputes import Dispute
from lrs.storage.people import Identity, Person
from lrs.storage.stores import Store

__all__ = [
    "Access",
    "Claim",
    "Conflict",
    "Dispute",
    "Entry",
    "Evidence",
    "Formality",
    "Home",
    "Identity",
    "Interval",
    "InvalidRequest",
    "Journey",
    "Journeys",
    "LearnerRecord",
    "Lrs",
    "LrsError",
    "NotAuthenticated",
    "NotFound",
    "NotPermitted",
    "Person",
    "Scope",
    "Store",
    "TemporarilyUnavailable",
    "TimeBasis",
    "Violation",
    "difference",
    "wilson",
]
