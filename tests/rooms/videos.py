"""Small videos, made by PyAV when a test asks for one."""

import math
import struct
from array import array
from fractions import Fraction
from pathlib import Path

import av


def a_video(
    path: Path, seconds: float = 1.0, size: tuple[int, int] = (160, 120), *, sound: bool = True
) -> Path:
    """An MP4 with a moving pattern and a tone, and with a place in its metadata."""
    with av.open(str(path), "w") as out:
        out.metadata.update({"comment": "taken at home", "location": "+59.91+10.75/"})
        video = out.add_stream("libx264", rate=15, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = (*size, "yuv420p")
        audio = out.add_stream("aac", rate=48000, layout="mono") if sound else None
        for number in range(int(seconds * 15)):
            out.mux(video.encode(_picture(size, number)))
        out.mux(video.encode(None))
        if audio is not None:
            for number in range(int(seconds * 48000 / 1024)):
                out.mux(audio.encode(_tone(number)))
            out.mux(audio.encode(None))
    return path


def a_corner(path: Path) -> Path:
    """A film of which only the upper left quarter is bright, 160 wide and 120 high."""
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=15, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        for number in range(15):
            frame = av.VideoFrame(160, 120, "yuv420p")
            luma, *colours = frame.planes
            bright, dark = bytes([220]) * 80, bytes([30])
            lines = [(bright + dark * (luma.line_size - 80)) for _ in range(60)]
            luma.update(b"".join(lines) + dark * luma.line_size * 60)
            for plane in colours:
                plane.update(bytes([128]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, 15)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


def bright_corner(path: Path) -> tuple[int, int, str]:
    """Give the width and height that players show, and the corner of the picture that is brightest."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        assert frame.rotation == 0
        luma, width, height = frame.planes[0], frame.width, frame.height
        rows = bytes(luma)
        x, y = (width // 4, 3 * width // 4), (height // 4, 3 * height // 4)
        seen = {
            name: rows[row * luma.line_size + column]
            for name, row, column in (
                ("upper left", y[0], x[0]),
                ("upper right", y[0], x[1]),
                ("lower left", y[1], x[0]),
                ("lower right", y[1], x[1]),
            )
        }
    return width, height, max(seen, key=lambda name: seen[name])


def _picture(size: tuple[int, int], number: int) -> av.VideoFrame:
    frame = av.VideoFrame(*size, "yuv420p")
    for place, plane in enumerate(frame.planes):
        value = (number * 9 + 40) % 220 if place == 0 else 128
        plane.update(bytes([value]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, 15)
    return frame


def _tone(number: int) -> av.AudioFrame:
    frame = av.AudioFrame("fltp", "mono", 1024)
    frame.sample_rate = 48000
    first = number * 1024
    wave = array("f", [0.5 * math.sin((first + n) / 48000 * 2765) for n in range(1024)])
    frame.planes[0].update(wave.tobytes())
    frame.pts, frame.time_base = first, Fraction(1, 48000)
    return frame


_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def turned(file: Path, degrees: int) -> Path:
    """Write into an MP4, as phones do, by how much players turn its picture clockwise (ISO 14496-12, 8.3.2)."""
    a, b, c, d = (value << 16 for value in _TURNS[degrees])
    matrix = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    content = bytearray(file.read_bytes())
    at = content.index(b"tkhd") + 4 + 40  # past version, times, id, length, layer and volume
    content[at : at + len(matrix)] = matrix
    file.write_bytes(content)
    return file
