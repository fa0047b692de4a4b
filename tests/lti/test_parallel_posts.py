"""One message, posted fifty times at once to a true server of two processes: exactly one is let in."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.conftest import DATABASES
from tests.live_server import LiveServer, start
from tests.lti.fake_platform import FakePlatform
from tests.lti.tool import code_of
from tests.postgresql.shared import database_url


@pytest.fixture(params=DATABASES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    folder: Path = tmp_path_factory.mktemp("parallel")
    url = f"sqlite:///{folder}/hallway.db"
    if request.param == "postgresql":
        url = database_url(tmp_path_factory, "parallel")
    started = start(folder, url, HALLWAY_WORKERS="2")
    yield started.with_new_store()
    started.stop()


def test_fifty_parallel_posts_to_two_processes(server: LiveServer, lms: FakePlatform):
    lms.register(server.lrs, server.store)
    cookie, form = _message(server, lms)

    with ThreadPoolExecutor(25) as threads, httpx.Client(timeout=30) as many:
        answers = list(threads.map(lambda _: _posted(many, server, cookie, form), range(50)))
    let_in = [answer for answer in answers if answer.status_code == 303]
    refused = Counter(code_of(answer) for answer in answers if answer.status_code != 303)
    assert len(let_in) == 1
    assert refused == {"launch-used": 49}


def _posted(
    client: httpx.Client, server: LiveServer, cookie: dict[str, str], form: dict[str, str]
) -> httpx.Response:
    return client.post(f"{server.url}/lti/launch", data=form, headers=cookie)


def _message(server: LiveServer, lms: FakePlatform) -> tuple[dict[str, str], dict[str, str]]:
    """Begin a login and answer it as the LMS does; give the cookie, which no jar keeps without https, and the form."""
    target = f"{server.url}/lti/launch"
    begun = httpx.post(f"{server.url}/lti/login", data=lms.initiation(target_link_uri=target))
    cookie = {"Cookie": begun.headers["Set-Cookie"].partition(";")[0]}
    path = begun.headers["Location"].partition("#")[0]
    step = httpx.get(f"{server.url}{path}", headers=cookie)
    query = parse_qs(urlsplit(step.headers["Location"]).query)
    question = {name: values[0] for name, values in query.items()}
    token = lms.sign(lms.claims(question, target_link_uri=target))
    return cookie, {"state": question["state"], "id_token": token}
