"""Incremental equals rebuilt: in whatever steps statements come and go, the record is what one fold gives."""

import random
from datetime import date
from functools import cache

import pytest

from lrs.record import one_person
from lrs.record import profile_iri as own
from lrs.record.fold import fold
from lrs.record.identity import identity
from lrs.record.projection import EMPTY, Whose, advanced, record
from lrs.record.rules import RULES
from lrs.record.staff import DISPUTE
from lrs.record.vocabulary import ACROSSX
from lrs.record.written import read, write
from lti_tool.sandbox.association.year import statements
from tests.builders import a_reference

END = date(2026, 11, 22)


@cache
def lives():
    """Everything that a few people of the association did, and a word of others about some of it."""
    year = list(statements(END, "https://lms.example", 12))
    chance = random.Random(4)
    words = [
        {
            "id": f"00000000-0000-4000-8000-{number:012}",
            "actor": chance.choice(year)["actor"],
            "verb": {"id": own.ATTESTED},
            "object": a_reference(said["id"]),
            "timestamp": "2026-11-21T10:00:00Z",
        }
        for number, said in enumerate(chance.sample([s for s in year if "id" in s], 80))
    ]
    return [*year, *words, *disputes(chance, year)]


def disputes(chance, year):
    """What people say is wrong in their own records; who confirms a dispute changes nothing."""
    return [
        {
            "id": f"00000000-0000-4000-9000-{number:012}",
            "actor": said["actor"],
            "verb": {"id": ACROSSX + "reported"},
            "object": a_reference(said["id"]),
            "context": {"extensions": {DISPUTE: True}},
            "result": {"response": f"Not so, {number}"},
            "timestamp": "2026-11-21T11:00:00Z",
        }
        for number, said in enumerate(chance.sample([s for s in year if "id" in s], 300))
    ]


def whose(number):
    everybody = sorted({identity(s["actor"]) or "" for s in lives()})
    return Whose(frozenset({everybody[number % len(everybody)]}), RULES)


def in_steps(chance, mine, given):
    """Take statements in by and by in a random order; now and then let some go, for good or for a while."""
    stored, waiting, gone, projection = {}, list(given), set(), EMPTY
    chance.shuffle(waiting)

    def fetched(ids):
        return [stored[each] for each in ids]

    while waiting:
        size = chance.choice([1, 3, 40, 400])
        some, waiting = waiting[:size], waiting[size:]
        stored |= {s["id"]: s for s in some}
        lost = set(chance.sample(sorted(stored), min(len(stored), chance.choice([0, 0, 2]))))
        gone |= lost
        came = [s for s in some if s["id"] not in gone]
        projection = advanced(projection, mine, came, lost, fetched)
        if chance.random() < 0.3:
            projection = read(write(projection))
    return projection, gone


@pytest.mark.parametrize("seed", range(12))
def test_steps_give_what_one_fold_gives(seed):
    chance, mine = random.Random(seed), whose(seed)
    projection, gone = in_steps(chance, mine, lives())
    left = [s for s in lives() if s["id"] not in gone]
    once = fold(left, mine.identifiers)
    assert once.entries
    grown = record(projection, RULES.version)
    assert grown == once
    heads = joined(chance)
    assert one_person.unified(grown, heads) == one_person.unified(once, heads)


def joined(chance):
    """Let the people of the association be fewer than their identifiers: each of these counts under one."""
    everybody = sorted({identity(s["actor"]) or "" for s in lives()})
    return {each: chance.choice(everybody[:3]) for each in everybody}


def test_a_dispute_is_noted_and_goes_with_its_statement():
    mine = whose(0)
    projection = advanced(EMPTY, mine, lives())
    assert any(entry.note for entry in record(projection, 1).entries)
    stored = {s["id"]: s for s in lives()}
    said = {each for each in stored if "-9000-" in each}
    after = advanced(projection, mine, (), said, lambda ids: [stored[each] for each in ids])
    assert not any(entry.note for entry in record(after, 1).entries)


def test_what_came_before_may_come_again():
    mine = whose(1)
    first = advanced(EMPTY, mine, lives())
    assert advanced(first, mine, lives()[:200]) == first


def test_what_is_written_is_read_to_the_last_digit():
    for number in range(6):
        projection = advanced(EMPTY, whose(number), lives())
        assert read(write(projection)) == projection


def test_only_what_is_touched_is_fetched():
    mine = whose(2)
    asked = []
    own_acts = [s for s in lives() if identity(s["actor"]) in mine.identifiers]
    first = advanced(EMPTY, mine, own_acts[:-1])
    advanced(first, mine, own_acts[-1:], (), lambda ids: asked.extend(ids) or ())
    assert len(asked) < len(own_acts) / 4
