"""Uploads by tus: with tuspy as an independent client over true HTTP, and what the protocol refuses."""

import base64
import hashlib
import io
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError
from werkzeug.serving import make_server

from lrs import Lrs
from lti_tool import clips
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone

CONTENT = bytes(range(256)) * 1000
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def ada(learner: Launch) -> Someone:
    return learner("ada")


@pytest.fixture
def served(app) -> Iterator[str]:
    """The address of a server over true HTTP."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def headers_of(who: Someone) -> dict[str, str]:
    """What a program sends that has the token of a visit."""
    name = who.before.rpartition("~")[2]
    cookie = who.client.get_cookie(f"hallway-session-{name}")
    return {"Authorization": f"Bearer {cookie.value}", "X-Form-Token": who.form_token}


def begin(who: Someone, length: int | None = len(CONTENT)) -> str:
    said = {"Upload-Length": str(length)} if length is not None else {"Upload-Defer-Length": "1"}
    answer = who.post("/app/uploads", headers={**TUS, **said})
    assert answer.status_code == 201
    return "/app/uploads/" + answer.headers["Location"].rpartition("/")[2]


def patch(who: Someone, page: str, offset: int, data: bytes, **more: str):
    address = page.replace("/app", who.before, 1)
    headers = {**BYTES, "Upload-Offset": str(offset), "X-Form-Token": who.form_token, **more}
    return who.client.patch(address, data=data, headers=headers)


def head(who: Someone, page: str):
    return who.client.head(page.replace("/app", who.before, 1), headers=TUS)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_an_independent_client_goes_on_after_a_broken_connection(ada: Someone, served: str) -> None:
    client = TusClient(f"{served}/app/uploads", headers=headers_of(ada))
    begun = client.uploader(file_stream=io.BytesIO(CONTENT), chunk_size=100_000, retries=0)
    begun.upload_chunk()
    address = urlsplit(begun.url)
    broken = HTTPConnection(address.netloc)
    broken.putrequest("PATCH", address.path)
    sent = {**headers_of(ada), **BYTES, "Upload-Offset": "100000", "Content-Length": "100000"}
    for name, value in sent.items():
        broken.putheader(name, value)
    broken.endheaders(CONTENT[100_000:140_000])
    broken.sock.shutdown(1)  # the line is cut in the middle of the second piece
    broken.getresponse().read()
    broken.close()
    again = client.uploader(file_stream=io.BytesIO(CONTENT), url=begun.url, chunk_size=100_000)
    assert again.get_offset() == 140_000
    again.offset = again.get_offset()
    again.upload()
    assert again.get_offset() == len(CONTENT)
    stranger = TusClient(f"{served}/app/uploads")
    with pytest.raises(TusCommunicationError):
        stranger.uploader(file_stream=io.BytesIO(CONTENT), url=begun.url, retries=0)


def test_a_recording_says_its_length_at_the_end(ada: Someone) -> None:
    page = begin(ada, None)
    assert head(ada, page).headers["Upload-Defer-Length"] == "1"
    assert patch(ada, page, 0, CONTENT[:1000]).headers["Upload-Offset"] == "1000"
    assert patch(ada, page, 1000, b"", **{"Upload-Length": "1000"}).status_code == 204
    done = head(ada, page).headers
    assert (done["Upload-Offset"], done["Upload-Length"]) == ("1000", "1000")


def test_a_server_says_what_it_speaks(ada: Someone) -> None:
    told = ada.client.options("/app/uploads").headers
    assert told["Tus-Version"] == "1.0.0"
    assert set(told["Tus-Extension"].split(",")) >= {
        "creation",
        "termination",
        "expiration",
        "checksum",
    }
    assert int(told["Tus-Max-Size"]) > 0
    old = ada.post("/app/uploads", headers={"Tus-Resumable": "0.2.2", "Upload-Length": "1"})
    assert (old.status_code, old.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("offset", "data", "more", "status"),
    [
        (5, b"x", {}, 409),
        (0, CONTENT + b"x", {}, 413),
        (0, b"x", {"Content-Type": "video/mp4"}, 415),
        (0, b"x", {"Upload-Offset": "-1"}, 400),
        (0, b"x", {"Upload-Length": "3"}, 400),
        (0, b"x", {"Upload-Checksum": "crc32 AAAA"}, 400),
        (0, b"x", {"Upload-Checksum": f"sha1 {base64.b64encode(bytes(20)).decode()}"}, 460),
    ],
)
def test_a_piece_that_is_refused_changes_nothing(
    ada: Someone, offset: int, data: bytes, more: dict[str, str], status: int
) -> None:
    page = begin(ada)
    assert patch(ada, page, offset, data, **more).status_code == status
    assert head(ada, page).headers["Upload-Offset"] == "0"


def test_a_checksum_that_fits_is_taken(ada: Someone) -> None:
    page, digest = begin(ada), hashlib.sha256(CONTENT).digest()
    fits = {"Upload-Checksum": f"sha256 {base64.b64encode(digest).decode()}"}
    assert patch(ada, page, 0, CONTENT, **fits).status_code == 204


def test_an_upload_is_its_sender_s_and_waits_a_day(
    ada: Someone, learner: Launch, lrs: Lrs, clock: Clock, settings
) -> None:
    page = begin(ada)
    patch(ada, page, 0, CONTENT[:1000])
    assert head(learner("bo"), page).status_code == 404
    assert (
        ada.post("/app/uploads", headers={**TUS, "Upload-Length": str(10**12)}).status_code == 413
    )
    gone = begin(ada)
    address = gone.replace("/app", ada.before, 1)
    token = {**TUS, "X-Form-Token": ada.form_token}
    assert ada.client.delete(address, headers=token).status_code == 204
    assert head(ada, gone).status_code == 404
    files = settings.var / "media" / "uploads"
    assert [path for path in files.rglob("*") if path.is_file()]
    _, receiving = clips.learn(lrs, clock)
    clock.ahead = 25 * 3600
    lrs.queue.send("uploads")
    lrs.queue.run_waiting()
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert receiving
