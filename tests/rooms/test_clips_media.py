"""The places of media, a folder and a bucket that speaks S3 over true HTTP, and videos of elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from lrs import InvalidRequest, NotFound
from lti_tool.clips.captions import vtt
from lti_tool.clips.captions.vtt import Cue
from lti_tool.clips.clip import Source
from lti_tool.clips.media.place import Place, place_at
from lti_tool.clips.processing.picture import fitted
from lti_tool.clips.processing.transcoding import transcode
from lti_tool.clips.sources import found
from tests.rooms.videos import a_corner, bright_corner, turned

YOUTUBE, VIMEO, URL = Source.YOUTUBE, Source.VIMEO, Source.URL


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a bucket, as an operator sets it."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id="key", aws_secret_access_key="secret",
    )  # fmt: skip
    client.create_bucket(Bucket="clips")
    client.close()
    yield f"s3://key:secret@clips/hallway?endpoint={endpoint}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    url = request.getfixturevalue("bucket") if request.param == "bucket" else ""
    return place_at(url, tmp_path / "var")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_is_put_there_can_be_read_in_parts_and_is_gone_when_removed(
    place: Place, tmp_path: Path
) -> None:
    for key in ("clips/1/a/clip.mp4", "clips/1/ab/clip.mp4"):
        (tmp_path / "file").write_bytes(b"0123456789")
        place.put(key, tmp_path / "file", "video/mp4")
    assert place.held("clips/1/a/clip.mp4").size == 10
    assert b"".join(place.read("clips/1/a/clip.mp4", 3, 4)) == b"3456"
    assert b"".join(place.read("clips/1/a/clip.mp4", 3, 0)) == b""
    tag = place.held("clips/1/a/clip.mp4").tag
    (tmp_path / "file").write_bytes(b"9876543210")
    place.put("clips/1/a/clip.mp4", tmp_path / "file", "video/mp4")
    assert place.held("clips/1/a/clip.mp4").tag != tag
    place.remove("clips/1/a")
    with pytest.raises(NotFound):
        place.held("clips/1/a/clip.mp4")
    with pytest.raises(NotFound):
        list(place.read("clips/1/a/clip.mp4", 0, 1))
    assert place.held("clips/1/ab/clip.mp4").size == 10
    place.remove("clips/1/a")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9s", (YOUTUBE, "dQw4w9WgXcQ")),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", (YOUTUBE, "dQw4w9WgXcQ")),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", (YOUTUBE, "dQw4w9WgXcQ")),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", (YOUTUBE, "dQw4w9WgXcQ")),
        ("https://vimeo.com/76979871", (VIMEO, "76979871")),
        ("https://vimeo.com/76979871/8272103f6e", (VIMEO, "76979871/8272103f6e")),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", (VIMEO, "76979871/8272103f6e")),
        ("https://vimeo.com/channels/staffpicks/76979871", (VIMEO, "76979871")),
        (" https://example.org/a%20b.MP4?x=1 ", (URL, "https://example.org/a%20b.MP4?x=1")),
    ],
)
def test_addresses_of_videos_as_people_paste_them(address: str, place: tuple[Source, str]) -> None:
    assert found(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "", "cats", "javascript:alert(1)", "https://youtube.com/@channel", "https://youtu.be/",
        "https://www.youtube.com/playlist?list=PL123", "https://vimeo.com/about",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", "https://[::1", "file:///etc/passwd",
        "https://example.org/clip.exe",
    ],
)  # fmt: skip
def test_what_names_no_video_is_refused(address: str) -> None:
    with pytest.raises(InvalidRequest):
        found(address)


def test_captions_are_the_same_after_they_were_written_and_read() -> None:
    said = [Cue(0.0, 1.25, "One & <i>two</i>"), Cue(3661.5, 3662.0, "Two\nlines")]
    assert vtt.cues(vtt.written(said)) == said
    assert vtt.words(said) == "One & two Two lines"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1920, 1080), (1280, 720)),
        ((1080, 1920), (720, 1280)),
        ((640, 481), (640, 480)),
        ((4000, 100), (1280, 32)),
    ],
)
def test_pictures_become_at_most_720_lines(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert fitted(*size) == shown


@pytest.mark.parametrize(
    ("degrees", "shown"),
    [
        (0, (160, 120, "upper left")),
        (90, (120, 160, "upper right")),
        (180, (160, 120, "lower right")),
        (270, (120, 160, "lower left")),
    ],
)
def test_what_a_phone_took_is_upright_for_every_player(
    tmp_path: Path, degrees: int, shown: tuple[int, int, str]
) -> None:
    taken = turned(a_corner(tmp_path / "phone.mp4"), degrees)
    assert 0.9 < transcode(taken, tmp_path, 60.0, lambda _: None) < 1.1
    assert bright_corner(tmp_path / "clip.mp4") == shown
