"""The list of revocations: one bit for each issued transcript (Bitstring Status List 1.0)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lrs.transcripts.credentials.proofs import Credential, CredentialKey, signed

_PURPOSE = "revocation"
_VALID = timedelta(days=2)
PLACES = 131_072


def revocation_list(
    url: str, revoked: Iterable[int], key: CredentialKey, at: datetime
) -> Credential:
    """Give the signed list; `revoked` are the places whose bit is set."""
    from openbadgeslib.ob3.status_list import build_status_list_credential

    document = build_status_list_credential(
        key.issuer, url, _PURPOSE, revoked, PLACES, issued=at, valid_until=at + _VALID
    )
    return signed(document, key, at)


def status(url: str, place: int) -> Credential:
    """Give what a credential says about where its bit stands."""
    from openbadgeslib.ob3.status_list import status_entry

    return dict(status_entry(url, _PURPOSE, place))
