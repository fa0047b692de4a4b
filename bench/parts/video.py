"""A video of three minutes, as a phone takes it, until browsers can play it: held upright, 1080 lines, 30 frames."""

import resource
import time
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from bench.goal import Goal
from bench.part import Lines, MachinePart
from bench.report import Line
from lti_tool.clips.processing import running
from tests.rooms.videos import turned

SECONDS = 180
_PIECE = 10  # seconds that are made; the rest is the same again
_RATE = 30
_SOURCE = f"size=1920x1080:rate={_RATE}:duration={_PIECE}"
_NAME = "video: 3 minutes of a phone become a clip"


def measure(folder: Path) -> Lines:
    """Give how many seconds of video become playable in one, and what that costs of the processors."""
    film = turned(_filmed(folder / "phone.mp4"), 90)
    before, begun = _cpu(), time.perf_counter()
    running.run(film, folder, 1800, lambda _: None)
    took, spent = time.perf_counter() - begun, _cpu() - before
    yield Line(f"{_NAME}, seconds of it in one", SECONDS / took, goals=(Goal(1.0),))
    yield Line(f"{_NAME}, seconds of it in one of a processor", SECONDS / spent)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _filmed(file: Path) -> Path:
    """Film ten seconds of much that moves, at the bit rate of a phone, and play them again and again."""
    with av.open(str(file), "w") as out:
        video = out.add_stream("libx264", rate=_RATE, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 1920, 1080, "yuv420p"
        video.bit_rate = 17_000_000
        video.codec_context.max_b_frames = 0
        pieces = [_bytes(packet) for frame in _frames() for packet in video.encode(frame)]
        pieces += [_bytes(packet) for packet in video.encode(None)]
        for number in range(SECONDS // _PIECE):
            _mux(out, video, pieces, number * _PIECE * _RATE)
    return file


def _bytes(packet: "Packet[VideoStream]") -> tuple[bytes, bool]:
    return bytes(packet), packet.is_keyframe


def _mux(
    out: OutputContainer, video: VideoStream, pieces: list[tuple[bytes, bool]], first: int
) -> None:
    for number, (content, is_key) in enumerate(pieces):
        packet = Packet(content)
        packet.pts = packet.dts = first + number
        packet.time_base, packet.is_keyframe = Fraction(1, _RATE), is_key
        packet.stream = video
        out.mux(packet)


def _frames() -> list[VideoFrame]:
    graph = Graph()
    last = graph.add("testsrc2", _SOURCE)
    for name, said in (("noise", "alls=12:allf=t"), ("format", "yuv420p"), ("buffersink", "")):
        step = graph.add(name, said)
        last.link_to(step)
        last = step
    graph.configure()
    found = []
    for number in range(_PIECE * _RATE):
        frame = graph.vpull()
        assert isinstance(frame, VideoFrame)
        frame.pts, frame.time_base = number, Fraction(1, _RATE)
        found.append(frame)
    return found


PART = MachinePart("video", 45, measure)
