"""Feeds: what becomes of their entries, and what hostile ones can't do."""

from contextlib import suppress

import httpx
import pytest

from connectors.errors import Skippable
from connectors.feeds import reading
from connectors.storage import State
from lrs.outgoing import Call, Outgoing, Reply
from tests.connectors import feeds_site
from tests.connectors.conftest import Works

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])
_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>x</title><item><title>t&g;&h;</title><link>https://a.example/</link></item></channel></rss>"""


def test_entries_are_plain_text_and_lead_to_the_web_alone(kind: str) -> None:
    found = [each.body for each in reading.entries(feeds_site.ATOM, feeds_site.ADDRESS)]
    assert [(each["kind"], each["title"]) for each in found] == [
        ("clip", "Two ledgers & one merger"),
        ("reading", "Closing the year in three days"),
    ]
    assert found[1]["summary"] == "What we stopped doing."


def test_rss_has_relative_links_and_recordings(kind: str) -> None:
    found = [
        each.body for each in reading.entries(feeds_site.RSS, "https://notes.example.org/feed/")
    ]
    assert [(each["kind"], each["link"]) for each in found] == [
        ("reading", "https://notes.example.org/2026/02/matching/"),
        ("clip", "https://notes.example.org/2026/02/recording/"),
    ]


def test_a_feed_of_entities_stays_small_and_reads_no_file(kind: str) -> None:
    with suppress(Skippable):
        for each in reading.entries(_LAUGHS, feeds_site.ADDRESS):
            assert len(each.body["title"]) <= 300
            assert "root:" not in each.body["title"]


@pytest.mark.parametrize("content", [b"", b"<html><p>Sign in", b"/etc/passwd", b"\x00\xff" * 99])
def test_what_is_no_feed_breaks_the_connection_with_a_word_why(
    works: Works, content: bytes
) -> None:
    works.wire.site = feeds_site.serving(content)
    connection = works.connect("feeds", feeds_site.SETTINGS)
    works.runner.run_due()
    after = works.desk.find(works.store.id, connection.id)
    assert (after.state, "RSS or Atom" in after.reason) == (State.BROKEN, True)


def test_an_entry_that_changed_is_one_suggestion_with_its_new_title(works: Works) -> None:
    works.wire.site = feeds_site.site
    works.connect("feeds", feeds_site.SETTINGS)
    works.runner.run_due()
    before = feeds_site.suggested(works)
    renamed = feeds_site.ATOM.replace(b"one merger", b"two mergers")

    def changed(call: Call) -> Reply:
        return Reply(200, "", httpx.Headers(), renamed)

    works.wire.site = changed
    works.clock.seconds += 3600
    works.runner.run_due()
    after = feeds_site.suggested(works)
    assert len(before) == len(after) == 2
    assert "Two ledgers & two mergers" in [each["title"] for each in after]


def test_private_addresses_are_refused(works: Works) -> None:
    works.wire.site = Outgoing(allow_private=False).send
    connection = works.connect("feeds", {"address": "https://127.0.0.1:9/feed"})
    works.runner.run_due()
    assert "private address" in works.desk.find(works.store.id, connection.id).reason


def test_what_a_connection_suggested_goes_with_it(works: Works) -> None:
    works.wire.site = feeds_site.site
    connection = works.connect("feeds", feeds_site.SETTINGS)
    works.runner.run_due()
    works.desk.remove(connection)
    assert feeds_site.suggested(works) == []
