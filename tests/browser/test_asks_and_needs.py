"""What only a browser shows of asks and needs: the way from a question to what helps, at three widths."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_talk_beside_a_clip import go, looked_at, opened


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("asks")) as loop:
        yield loop


def test_an_ask_is_answered_reviewed_and_found_by_the_next_who_needs_it(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    with without_complaints(context):
        # What only this attempt asks and needs: its server knows what earlier ones did.
        word = f"migration{uuid4().hex[:4]}"
        ada, bob, cid = (opened(context, loop, person) for person in (1, 2, 5))
        ada.get_by_role("link", name="Asks").click()
        assert_accessible(ada)
        ada.get_by_role("link", name="Ask", exact=True).first.click()
        ada.get_by_label("What do you need to know?").fill(f"What about the price of a {word}?")
        ada.get_by_label("Tags").fill("price")
        assert_accessible(ada)
        ada.get_by_role("button", name="Ask", exact=True).click()
        expect(ada.get_by_role("heading", name="No answer yet")).to_be_visible()
        ada.get_by_role("link", name="What it is about").click()
        ada.get_by_label("Objection").fill(f"too expensive a {word}")
        assert_accessible(ada)
        ada.get_by_role("button", name="Save").click()
        bob.goto(bob.url.partition("/record")[0] + "/asks")
        bob.get_by_role("link", name=f"Answer What about the price of a {word}").click()
        bob.get_by_label("Your answer").fill("Say what it saves in a year.")
        bob.get_by_role("button", name="Answer", exact=True).click()
        cid.goto(cid.url.partition("/record")[0] + "/asks")
        looked_at(cid, "asks", screenshots, assert_accessible)
        cid.get_by_role("link", name=f"Answer or review What about the price of a {word}").click()
        cid.get_by_text("Review the answer by").click()
        cid.locator("label.chip", has_text="5").click()
        cid.get_by_role("button", name="Review", exact=True).click()
        expect(cid.get_by_text("5.0 of 5 by 1 peer")).to_be_visible()
        cid.get_by_text("What peers say").click()
        looked_at(cid, "ask", screenshots, assert_accessible)
        cid.get_by_role("link", name="Asks").first.click()
        cid.get_by_role("link", name="How this is counted").click()
        assert_accessible(cid)
        cid.get_by_role("link", name="For you").click()
        assert_accessible(cid)
        go(cid, "needs?show=all")
        cid.get_by_role("link", name="What do you need now?").first.click()
        cid.get_by_label("Objection").fill(f"Too expensive a {word}")
        cid.get_by_label("In your words").fill(f"They fear the {word}.")
        looked_at(cid, "needs-new", screenshots, assert_accessible)
        cid.get_by_role("button", name="Show what helps").click()
        expect(cid.get_by_text(f"Because: same objection; says “{word}”")).to_be_visible()
        cid.get_by_text("4.5 points").click()
        looked_at(cid, "need", screenshots, assert_accessible)
        cid.get_by_role("button", name="It helped").click()
        cid.locator("summary", has_text="How did the deal end?").click()
        cid.get_by_label("Won: the sale is closed").check()
        cid.get_by_label("For how much, if you want to say it").fill("12000")
        cid.get_by_label("Currency").fill("USD")
        looked_at(cid, "need-ending", screenshots, assert_accessible)
        cid.locator("#end").get_by_role("button", name="Save").click()
        expect(cid.get_by_role("button", name="Take it back")).to_be_visible()
        looked_at(cid, "need-ended", screenshots, assert_accessible)
        cid.get_by_role("link", name="How often it helps").click()
        expect(cid.get_by_text("An association, not a cause")).to_be_visible()
        looked_at(cid, "needs-figures", screenshots, assert_accessible)
