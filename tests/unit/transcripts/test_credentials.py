"""Credentials: what they say adds up to the record, and large ones are split."""

import json
from collections import Counter
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lrs.record.entry import Formality, LearnerRecord
from lrs.record.summary import totals_of
from lrs.transcripts.credentials import CredentialKey, assertions, clr_of
from lrs.transcripts.credentials.attainments import attainments
from tests.unit.record.deeds import MARCUS, TC, VIDEO, deed, record, watching
from tests.unit.record.test_summary import an_entry
from tests.unit.transcripts.credential_check import proof_holds
from tests.unit.transcripts.test_export import ABOUT, CHICAGO, PRIYA, RECORD
from tests.unit.transcripts.test_pdf import ISSUE, YEAR

ISSUER = "did:web:hallway.example.org:stores:tallyfold"
KEY = CredentialKey(ISSUER, f"{ISSUER}#key-1", Ed25519PrivateKey.generate())
KEYS = {KEY.method: KEY.private.public_key().public_bytes_raw()}


def _members(clr: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = clr["credentialSubject"]["verifiableCredential"]
    return found


def _said(member: dict[str, Any]) -> dict[str, str]:
    """The results of a credential by their names."""
    subject = member["credentialSubject"]
    names = {each["id"]: each["name"] for each in subject["achievement"]["resultDescription"]}
    return {names[each["resultDescription"]]: each["value"] for each in subject["result"]}


@pytest.mark.parametrize("of", [RECORD, YEAR], ids=["a day", "a year"])
def test_the_minutes_of_all_credentials_are_those_of_the_record(of: LearnerRecord) -> None:
    minutes: Counter[str] = Counter()
    for each in attainments(of.entries, CHICAGO):
        for name, value in each.outcomes:
            minutes[name] += float(value) if name.startswith("Minutes") else 0  # type: ignore[assignment]
    whole = totals_of(of).whole.minutes
    assert minutes["Minutes, measured"] == pytest.approx(whole.measured, abs=0.01)
    assert minutes["Minutes, claimed"] == pytest.approx(whole.claimed, abs=0.01)


def test_informal_acts_are_one_credential_for_a_kind_and_quarter() -> None:
    talks = [
        deed(f"{TC}verb/talked-with", MARCUS, day * 24 * 60, result={"duration": "PT20M"})
        for day in (0, 10, 100)
    ]
    said = attainments(
        record(*talks, watching(f"{VIDEO}/verbs/paused", 9, "0[.]20")).entries, CHICAGO
    )
    assert sorted(each.name for each in said) == [
        "Clips watched, informal, 2026 Q1",
        "Talks, informal, 2026 Q1",
        "Talks, informal, 2026 Q2",
    ]
    first = next(each for each in said if each.name == "Talks, informal, 2026 Q1")
    assert dict(first.outcomes) == {"Acts": "2", "Minutes, claimed": "40", "People named": "1"}


def test_events_of_one_quarter_are_told_apart_by_name_and_title() -> None:
    both = [
        an_entry(number, kind="event", formality=formality, title=f"Evening {number}")
        for number, formality in enumerate((Formality.INFORMAL, Formality.NON_FORMAL))
    ]
    assert {each.name: each.description for each in attainments(both, CHICAGO)} == {
        "Events attended, informal, 2025 Q4": "1 of the kind event attended (informal): “Evening 0”.",
        "Events attended, non-formal, 2026 Q1": "1 of the kind event attended (non-formal): “Evening 1”.",
    }


def test_formal_entries_stand_alone() -> None:
    formal = [e for e in YEAR.entries if e.formality is Formality.FORMAL]
    assert len(attainments(YEAR.entries, CHICAGO)) == len(formal)


def test_a_large_record_is_split_into_partial_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assertions, "_MOST_BYTES", 6_000)
    parts = clr_of(PRIYA, RECORD, ABOUT, ISSUE, KEY)
    assert len(parts) > 1
    assert all(part["partial"] and proof_holds(part, KEYS) for part in parts)
    names = [member["name"] for part in parts for member in _members(part)]
    assert names == [each.name for each in attainments(RECORD.entries, CHICAGO)]


def test_a_small_one_is_whole_named_and_shows_no_address() -> None:
    [clr] = clr_of(PRIYA, RECORD, ABOUT, ISSUE, KEY)
    assert clr["partial"] is False
    assert clr["name"].startswith("Transcript of learning")
    assert "priya@example.org" not in json.dumps(clr)
    assert all(_said(member) for member in _members(clr))
