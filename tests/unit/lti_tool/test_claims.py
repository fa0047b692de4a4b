"""Claims: each has a row in the table, and what is kept holds nobody's name."""

import json
from pathlib import Path

import pytest

from lti_tool.launch import claims
from lti_tool.launch.claims import LTI, TREATMENTS

_SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "moodle_lti").glob("lti_id_token_*"))


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda path: path.stem)
def test_every_claim_of_a_real_moodle_is_accounted_for(sample: Path):
    assert claims.unknown(json.loads(sample.read_text())) == []


def test_a_claim_that_nobody_knows_is_reported():
    assert claims.unknown({"iss": "x", "https://lms.example.org/own": 1}) == [
        "https://lms.example.org/own"
    ]


@pytest.mark.parametrize("sample", _SAMPLES, ids=lambda path: path.stem)
def test_what_is_kept_holds_no_name_and_the_address_only_for_mail(sample: Path):
    real = json.loads(sample.read_text())
    kept = json.dumps(claims.kept(real))
    assert real["name"] not in kept
    assert kept.count(real["email"]) == 1
    assert f"{LTI}context" in kept


def test_each_treatment_says_why():
    assert all(treatment.why for treatment in TREATMENTS.values())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"name": " Sam Student "}, "Sam Student"),
        ({"given_name": "Sam", "family_name": "Student"}, "Sam Student"),
        ({"family_name": "Student"}, "Student"),
        ({"name": "", "given_name": "Sam"}, "Sam"),
        ({"name": 7}, ""),
        ({}, ""),
    ],
)
def test_the_name_to_show(given, name: str):
    assert claims.name(given) == name
