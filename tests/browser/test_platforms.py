"""An administrator invites the sandbox LMS, it registers itself in a frame of its own, and a learner gets in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.loop import Loop
from tests.live_server import start

WIDTHS = (320, 768, 1280)


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    """A running server that knows no LMS yet."""
    server = start(tmp_path, f"sqlite:///{tmp_path}/hallway.db", HALLWAY_SANDBOX="1")
    yield Loop(server)
    server.stop()


@pytest.fixture
def console(page: Page, loop: Loop) -> Page:
    page.goto(f"{loop.tool}/console/sign-in")
    page.get_by_label("E-mail").fill(loop.first_run["email"])
    page.get_by_label("Password").fill(loop.first_run["password"])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{loop.tool}/console/platforms")
    return page


Check = Callable[[Page, str], None]


@pytest.fixture
def looks_well(assert_accessible: Callable[[Page], None], screenshots: Path) -> Check:
    """Look at a page in three widths: nothing sticks out, and nobody is kept out."""

    def look(page: Page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert_accessible(page)

    return look


def test_from_the_invitation_to_the_launch(console: Page, loop: Loop, looks_well: Check) -> None:
    looks_well(console, "platforms-none")
    console.get_by_role("button", name="Invite an LMS").click()
    address = console.get_by_label("Registration address", exact=True).input_value()
    looks_well(console, "platform-invited")
    console.goto(f"{loop.server.url}/sandbox/install")
    console.get_by_label("Registration address").fill(address)
    console.get_by_role("button", name="Go on").click()
    frame = console.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Register Hallway in")
    frame.get_by_role("button", name="Register Hallway").click()
    expect(console.get_by_text("the LMS closed its frame")).to_be_visible()
    expect(console.locator("iframe")).to_have_count(0)
    console.goto(f"{loop.server.url}/sandbox/window?person=2")
    expect(console.locator("body")).to_have_attribute("data-role", "instructor")


def test_the_registration_pages_stand_in_every_frame(
    page: Page, loop: Loop, looks_well: Check
) -> None:
    address = loop.server.hallway("platform", "invite", "--store", "default").strip()
    page.goto(f"{address}?openid_configuration={loop.issuer}/openid-configuration")
    expect(page.get_by_role("button", name="Register Hallway")).to_be_visible()
    looks_well(page, "register-ask")
    page.get_by_role("button", name="Register Hallway").click()
    expect(page.locator(".tag")).to_have_text("registration-declined")  # it brought no token
    looks_well(page, "register-refused")
    page.get_by_role("link", name="What registration-declined means").click()
    page.context.pages[-1].wait_for_load_state()
    looks_well(page.context.pages[-1], "error-explained")


def test_the_pages_about_platforms(console: Page, loop: Loop, looks_well: Check) -> None:
    console.goto(f"{loop.server.url}/sandbox/window?person=1")  # registers the sandbox if need be
    console.goto(
        f"{loop.tool}/lti/login?iss=https://lms.example.org&login_hint=1&target_link_uri={loop.tool}/lti/launch"
    )
    console.goto(f"{loop.tool}/console/platforms")
    looks_well(console, "platforms")
    console.goto(f"{loop.tool}/console/platforms/new")
    looks_well(console, "platform-new")
    console.goto(f"{loop.tool}/console/platforms")
    console.locator("main table").first.get_by_role("link").first.click()
    console.get_by_role("button", name="Look", exact=True).click()
    expect(console.locator(".checks")).to_contain_text("The key set answers")
    looks_well(console, "platform-checkup")
    console.get_by_role("link", name="Close the door to this LMS").click()
    looks_well(console, "platform-disable")
    console.get_by_role("button", name="Close it").click()
    console.goto(f"{loop.server.url}/sandbox/window?person=1")
    expect(console.locator(".tag")).to_have_text("platform-disabled")
    console.goto(f"{loop.tool}/console/launches")
    console.locator("summary").first.click()
    looks_well(console, "launches")
    console.goto(f"{loop.tool}/console/platforms")
    console.locator("main table").first.get_by_role("link").first.click()
    console.get_by_role("button", name="Open it again").click()
    expect(console.get_by_text("Open since")).to_be_visible()


def test_the_pages_of_the_services(
    console: Page, loop: Loop, assert_accessible: Callable[[Page], None], screenshots: Path
) -> None:
    """Narrow and in the light, wide and in the dark."""

    def look(heading: str | re.Pattern[str], name: str) -> None:
        expect(console.get_by_role("heading", level=1, name=heading)).to_be_visible()
        for width, scheme in ((320, "light"), (1280, "dark")):
            console.set_viewport_size({"width": width, "height": 900})
            console.emulate_media(color_scheme=scheme)
            console.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
            assert console.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert_accessible(console)

    console.goto(f"{loop.tool}/console/grades")
    look("Grades", "service-grades")
    console.goto(f"{loop.server.url}/sandbox/window?person=2&kind=pick")
    look("Pick what the link opens", "service-pick")
    launch = console.url.partition("/deep-linking")[0]
    console.goto(f"{launch}/people")
    look("People", "service-people")
    console.goto(f"{loop.server.url}/sandbox/window?person=2&kind=review&of=1")
    # The link has no column, so there is nothing to review.
    look(re.compile("."), "service-refused")
