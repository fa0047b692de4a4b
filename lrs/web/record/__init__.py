"""The page of one person's record: what the learner sees in the LMS and an administrator in the console."""

from lrs.web.record.credit import CreditDesk, credit_desk
from lrs.web.record.files import download, raw_statement
from lrs.web.record.filters import Filters
from lrs.web.record.page import Links, RecordPage, record_page

__all__ = [
    "CreditDesk",
    "Filters",
    "Links",
    "RecordPage",
    "credit_desk",
    "download",
    "raw_statement",
    "record_page",
]
