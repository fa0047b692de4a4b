"""A film of a few seconds, drawn here: paper, lines that are written one after the other, and a tick."""

import io
from fractions import Fraction

import av

_WIDTH, _HEIGHT, _RATE = 640, 360, 12
_PAPER, _SHEET, _INK = 200, 240, 40  # luma


def film(seconds: int, lines: int) -> io.BytesIO:
    """Give an MP4 in which `lines` lines are written on a sheet, one after the other."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=_RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        total = seconds * _RATE
        for number in range(total):
            frame = _frame(number / total, lines)
            frame.pts, frame.time_base = number, Fraction(1, _RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    out.seek(0)
    return out


def _frame(done: float, lines: int) -> av.VideoFrame:
    frame = av.VideoFrame(_WIDTH, _HEIGHT, "yuv420p")
    luma, *chroma = frame.planes
    luma.update(_drawn(done, lines, luma.line_size))
    for plane in chroma:
        plane.update(bytes([128]) * plane.buffer_size)
    return frame


def _drawn(done: float, lines: int, stride: int) -> bytes:
    rows = [bytearray([_PAPER]) * stride for _ in range(_HEIGHT)]
    for row in rows[40:320]:
        row[140:500] = bytes([_SHEET]) * 360
    for line in range(lines):
        written = min(1.0, max(0.0, done * lines - line))
        top = 70 + line * 240 // lines
        width = int((260 + (line * 37) % 60) * written)
        for row in rows[top : top + 8]:
            row[170 : 170 + width] = bytes([_INK]) * width
    return b"".join(rows)
