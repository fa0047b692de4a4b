"""Several launches in one browser: each page belongs to the launch in whose frame it stands."""

import re

from flask.testing import FlaskClient

from tests.lti.fake_platform import INSTRUCTOR, FakePlatform
from tests.lti.tool import code_of


def _seen(client: FlaskClient, address: str) -> tuple[str, str]:
    page = client.get(address).text
    return re.findall(r'data-role="([^"]*)"', page)[0], re.findall("<h1>([^<]*)</h1>", page)[0]


def test_two_persons_in_two_tabs_see_each_their_own(client: FlaskClient, platform: FakePlatform):
    sam = platform.launch(client).location
    tess = platform.launch(client, sub="9", name="Tess Teacher", roles=[INSTRUCTOR]).location
    assert _seen(client, sam) == ("learner", "Sam Student")
    assert _seen(client, tess) == ("instructor", "Tess Teacher")
    assert _seen(client, sam) == ("learner", "Sam Student")


def test_links_stay_in_their_launch(client: FlaskClient, platform: FakePlatform):
    address = platform.launch(client).location
    platform.launch(client, sub="9")
    links = re.findall(r'(?:href|action)="(/app/[^"]*)"', client.get(address).text)
    assert links
    launch = address.rpartition("/")[0]
    assert [link for link in links if not link.startswith(f"{launch}/")] == []


def test_an_address_without_a_launch_serves_where_there_is_only_one(client, platform: FakePlatform):
    platform.launch(client)
    assert _seen(client, "/app/record") == ("learner", "Sam Student")
    platform.launch(client, sub="9")
    assert code_of(client.get("/app/record")) == "session-missing"


def test_the_address_of_a_launch_opens_nothing_by_itself(app, client, platform: FakePlatform):
    address = platform.launch(client).location
    assert code_of(app.test_client().get(address)) == "session-missing"


def test_a_link_that_holds_the_address_of_another_launch_opens_a_launch_of_its_own(
    client: FlaskClient, platform: FakePlatform
):
    target = f"http://localhost:8000{platform.launch(client).location}"
    question = platform.begin(client, target_link_uri=target)
    token = platform.sign(platform.claims(question, target_link_uri=target))
    address = platform.post(client, question, token).location
    assert address not in target
    assert _seen(client, address)[1] == "Sam Student"
