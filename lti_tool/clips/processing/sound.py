"""The sound: two channels of AAC, and how loud it is from moment to moment."""

from array import array
from collections.abc import Callable, Sequence
from fractions import Fraction

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.filter import Graph
from av.packet import Packet

_RATE = 48000
_PEAKS = 240
# It takes half the time of the other coder, which is for fewer bits a second than ours.
_CODING = {"aac_coder": "fast"}
Mux = Callable[["list[Packet[AudioStream]]"], None]


class Sound:
    """Takes decoded sound and writes it coded, in step with the picture."""

    def __init__(self, source: AudioStream, out: OutputContainer, mux: Mux, start: float) -> None:
        self._stream = out.add_stream("aac", rate=_RATE, layout="stereo", options=_CODING)
        self._stream.bit_rate = 128_000
        self._mux = mux
        self._graph = _built(source, start)
        self._samples = 0
        self._peaks: list[float] = []

    @property
    def seconds(self) -> float:
        return self._samples / _RATE

    def take(self, frame: AudioFrame) -> None:
        self._graph.push(frame)
        self._write()

    def finish(self) -> None:
        self._graph.push(None)
        self._write()
        self._mux(self._stream.encode(None))

    def peaks(self) -> list[int]:
        """Give the loudest value of each part of the whole, from 0 to 100."""
        return reduced(self._peaks, _PEAKS)

    def _write(self) -> None:
        while True:
            try:
                frame = self._graph.pull()
            except (BlockingIOError, EOFError):
                return
            assert isinstance(frame, AudioFrame)  # noqa: S101 (the graph is for sound)
            self._peaks.append(_loudest(frame))
            frame.pts, frame.time_base = self._samples, Fraction(1, _RATE)
            self._samples += frame.samples
            self._mux(self._stream.encode(frame))


def _built(source: AudioStream, start: float) -> Graph:
    graph = Graph()
    last = graph.add_abuffer(template=source)
    for name, arguments in (
        ("asetpts", f"PTS-{start:.6f}/TB"),
        # Recorders leave gaps and drift; silence fills them, so that lips and voice stay together.
        ("aresample", f"{_RATE}:async=1000:first_pts=0"),
        ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
        ("asetnsamples", "1024:p=0"),
    ):
        step = graph.add(name, arguments)
        last.link_to(step)
        last = step
    last.link_to(graph.add("abuffersink"))
    graph.configure()
    return graph


def _loudest(frame: AudioFrame) -> float:
    samples = array("f", bytes(frame.planes[0]))[: frame.samples]
    extremes = (max(samples), -min(samples)) if samples else (0.0,)
    return max(extremes)


def reduced(peaks: Sequence[float], parts: int) -> list[int]:
    """Give the largest of each of so many parts, from 0 to 100; fewer where there are fewer."""
    if not peaks:
        return []
    count = min(parts, len(peaks))
    edges = [round(n * len(peaks) / count) for n in range(count + 1)]
    largest = [max(peaks[edges[n] : edges[n + 1]]) for n in range(count)]
    return [min(100, round(value * 100)) for value in largest]
