"""The picture: upright, at most 720 lines, at most 30 frames in a second, H.264."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from lti_tool.clips.processing.refusal import NotVideo

_RATE = 30
_LONG_SIDE, _SHORT_SIDE = 1280, 720
# The search for motion costs most: this simpler one takes two thirds of the time, looks the same (SSIM), and is an
# eighth larger.
_CODING = {
    "preset": "veryfast",
    "crf": "24",
    "profile": "high",
    "x264-params": "me=dia:subme=1:rc-lookahead=5",
}
_TURNS = {90: "transpose=cclock", -90: "transpose=clock", 180: "hflip,vflip", -180: "hflip,vflip"}


class Picture:
    """Takes decoded frames, writes coded ones, and keeps one of them for the poster."""

    def __init__(self, source: VideoStream, out: OutputContainer, start: float) -> None:
        self._source = source
        self._out = out
        self._start = start
        self._graph: Graph | None = None
        self._stream: VideoStream | None = None
        self._still: VideoFrame | None = None
        self.frames = 0

    @property
    def has_begun(self) -> bool:
        return self._stream is not None

    @property
    def seconds(self) -> float:
        return self.frames / _RATE

    def take(self, frame: VideoFrame) -> None:
        if self._graph is None:
            self._graph = self._built(frame)
        self._graph.vpush(frame)
        self._write(self._graph)

    def finish(self) -> None:
        """Raise NotVideo when no frame came."""
        if self._graph is None:
            raise NotVideo("No picture of this video can be read; it may be cut off or damaged.")
        self._graph.vpush(None)
        self._write(self._graph)
        if self._stream is not None:
            self._out.mux(self._stream.encode(None))

    def save_still(self, file: Path) -> None:
        if self._still is not None:
            _save(self._still, file)

    def _built(self, frame: VideoFrame) -> Graph:
        """Chain what makes a frame like ours; it is built from the first frame, which knows how it is turned."""
        graph = Graph()
        time_base = frame.time_base or self._source.time_base or Fraction(1, 90000)
        last = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=time_base
        )
        for name, arguments in self._steps(frame):
            step = graph.add(name, arguments)
            last.link_to(step)
            last = step
        last.link_to(graph.add("buffersink"))
        graph.configure()
        return graph

    def _steps(self, frame: VideoFrame) -> Iterator[tuple[str, str]]:
        """Drop frames before making them smaller, and that before turning them: each step has less to do."""
        yield "setpts", f"PTS-{self._start:.6f}/TB"
        yield "fps", f"{_RATE}:start_time=0"
        width, height = fitted(frame.width, frame.height)
        yield "scale", f"{width}:{height}:flags=bilinear"
        yield "format", "yuv420p"
        for turn in filter(None, _TURNS.get(frame.rotation, "").split(",")):
            name, _, arguments = turn.partition("=")
            yield name, arguments
        yield "setsar", "1"

    def _write(self, graph: Graph) -> None:
        while True:
            try:
                frame = graph.vpull()
            except (BlockingIOError, EOFError):
                return
            assert isinstance(frame, VideoFrame)  # noqa: S101 (vpull gives nothing else)
            self._keep(frame)
            frame.pts, frame.time_base = self.frames, Fraction(1, _RATE)
            frame.pict_type = 0
            self.frames += 1
            stream = self._stream or self._begun(frame)
            self._out.mux(stream.encode(frame))

    def _begun(self, frame: VideoFrame) -> VideoStream:
        stream = self._out.add_stream("libx264", rate=_RATE, options=_CODING)
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p"
        stream.codec_context.gop_size = 2 * _RATE  # a seek lands within two seconds
        stream.codec_context.time_base = Fraction(1, _RATE)
        self._stream = stream
        return stream

    def _keep(self, frame: VideoFrame) -> None:
        """Keep the picture after one second: the first one is often black."""
        if self._still is None or self.frames == _RATE:
            self._still = frame.reformat(frame.width, frame.height, "yuv420p")


def fitted(width: int, height: int) -> tuple[int, int]:
    """Give the largest even size within ours that keeps the shape; nothing is made larger."""
    longest, shortest = max(width, height), min(width, height)
    share = min(1.0, _LONG_SIDE / longest, _SHORT_SIDE / shortest)
    return max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2)


def _save(still: VideoFrame, file: Path) -> None:
    with av.open(str(file), "w", format="webp") as out:
        stream = out.add_stream("libwebp", rate=1, options={"quality": "70"})
        stream.width, stream.height, stream.pix_fmt = still.width, still.height, "yuv420p"
        still.pts, still.time_base, still.pict_type = 0, Fraction(1, 1), 0
        out.mux(stream.encode(still))
        out.mux(stream.encode(None))
