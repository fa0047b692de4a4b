"""A record as credentials that anybody's wallet can check: CLR 2.0 and Open Badges 3.0."""

from lrs.transcripts.credentials.assertions import badge_of, clr_of, newest
from lrs.transcripts.credentials.naming import naming_credentials
from lrs.transcripts.credentials.proofs import CredentialKey
from lrs.transcripts.credentials.revocations import PLACES, revocation_list

__all__ = [
    "PLACES",
    "CredentialKey",
    "badge_of",
    "clr_of",
    "naming_credentials",
    "newest",
    "revocation_list",
]
