"""Assertions: attainments become signed credentials, and a CLR that holds them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lrs.record.entry import LearnerRecord
from lrs.transcripts.about import About
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.credentials.attainments import Attainment, attainments
from lrs.transcripts.credentials.proofs import Credential, CredentialKey, signed
from lrs.transcripts.credentials.revocations import status
from lrs.transcripts.issue import Issue

if TYPE_CHECKING:
    from openbadgeslib.ob3.credential import Achievement, IdentityObject, Issuer

# A document with a proof may be 256 KiB; the envelope needs some of it.
_MOST_BYTES = 240 * 1024


def clr_of(
    person: TranscriptPerson, record: LearnerRecord, about: About, issue: Issue, key: CredentialKey
) -> list[Credential]:
    """Give the record as one CLR, as several partial ones when it is large; none without an entry."""
    members = [
        _member(person, each, about.generated_at, issue, key)
        for each in attainments(record.entries, about.zone)
    ]
    parts = list(_parted(members))
    return [
        _clr(person, part, about, issue, key, (place, len(parts)))
        for place, part in enumerate(parts, start=1)
    ]


def badge_of(
    person: TranscriptPerson, record: LearnerRecord, about: About, issue: Issue, key: CredentialKey
) -> Credential:
    """Give the newest attainment of a record as an Open Badge."""
    said = attainments(record.entries, about.zone)[0]
    return _member(person, said, about.generated_at, issue, key)


def newest(record: LearnerRecord, about: About) -> LearnerRecord:
    """Leave of a record what its badge says: the entries of the newest attainment."""
    found = attainments(record.entries, about.zone)[:1]
    return replace(record, entries=tuple(entry for each in found for entry in each.entries))


def _clr(
    person: TranscriptPerson,
    members: Sequence[Credential],
    about: About,
    issue: Issue,
    key: CredentialKey,
    part: tuple[int, int],
) -> Credential:
    from openbadgeslib.ob3.clr import build_clr_credential

    place, parts = part
    document = build_clr_credential(
        _issuer(issue, key).to_dict(),
        [identity.to_dict() for identity in _identities(person, issue)],
        list(members),
        credential_id=_urn(f"{issue.code}/clr/{place}"),
        valid_from=about.generated_at,
        status=status(issue.revocations_url, issue.place),
    )
    of = f", part {place} of {parts}" if parts > 1 else ""
    document["name"] = f"Transcript of learning, formal and informal{of}"
    document["description"] = _where_checked(issue)
    document["partial"] = parts > 1
    return signed(document, key, about.generated_at)


def _member(
    person: TranscriptPerson, said: Attainment, at: datetime, issue: Issue, key: CredentialKey
) -> Credential:
    from openbadgeslib.ob3.credential import Evidence, OpenBadgeCredential, Result

    credential = OpenBadgeCredential(
        issuer=_issuer(issue, key),
        recipient_id=None,
        achievement=_achievement(said, key),
        id=credential_id(issue.code, said.key),
        issuance_date=at,
        evidence=[
            Evidence(narrative=said.evidence, name="How it is known", genre="xAPI statements")
        ],
        credential_status=[status(issue.revocations_url, issue.place)],
        credits_earned=said.credits,
        identifiers=_identities(person, issue),
        results=[
            Result(value=value, result_description=_description(said, key, name))
            for name, value in said.outcomes
        ],
    )
    document = dict(credential.to_vc())
    document["description"] = _where_checked(issue)
    subject = document["credentialSubject"]
    subject["activityStartDate"] = said.start.isoformat()
    subject["activityEndDate"] = said.end.isoformat()
    return signed(document, key, at)


def credential_id(code: str, key: str) -> str:
    """Name the credential that says an attainment in the transcript of this code."""
    return _urn(f"{code}/{key}")


def _where_checked(issue: Issue) -> str:
    return f"Transcript {issue.printed_code}; check it at {issue.verify_url}"


def _achievement(said: Attainment, key: CredentialKey) -> "Achievement":
    from openbadgeslib.ob3.credential import Achievement, ResultDescription

    return Achievement(
        id=said.url
        if said.url.startswith(("https:", "http:"))
        else _urn(f"{key.issuer}/achievements/{said.key}"),
        name=said.name,
        description=said.description,
        criteria_narrative=said.criteria,
        achievement_type=said.achievement_type,
        result_descriptions=[
            ResultDescription(_description(said, key, name), name, "Result")
            for name, _ in said.outcomes
        ],
    )


def _description(said: Attainment, key: CredentialKey, name: str) -> str:
    return _urn(f"{key.issuer}/achievements/{said.key}/{name}")


def _issuer(issue: Issue, key: CredentialKey) -> "Issuer":
    from openbadgeslib.ob3.credential import Issuer

    return Issuer(key.issuer, issue.letterhead.organisation, url=issue.home_url)


def _identities(person: TranscriptPerson, issue: Issue) -> "list[IdentityObject]":
    """Name the learner; an address or a member's number only as a salted hash."""
    from openbadgeslib.ob3.credential import IdentityObject

    name = f"{person.first_name} {person.last_name}".strip()
    found = [IdentityObject(name, "name", hashed=False)] if name else []
    hidden = (("emailAddress", person.email), ("identifier", person.member_id))
    found += [IdentityObject.create(said, issue.code, kind) for kind, said in hidden if said]
    return found or [IdentityObject(person.person_id, "systemId", hashed=False)]


def _parted(members: Sequence[Credential]) -> Iterator[list[Credential]]:
    part: list[Credential] = []
    size = 0
    for member in members:
        length = len(json.dumps(member, separators=(",", ":"), ensure_ascii=False).encode())
        if part and size + length > _MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(member)
        size += length
    if part:
        yield part


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn
