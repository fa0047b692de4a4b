"""Small videos, made by PyAV when a test asks for one."""

import math
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
