"""Transcoding: one file in; an MP4, a poster and a waveform out. It runs in a process of its own.

python -m lti_tool.clips.processing.transcoding FILE FOLDER MOST_SECONDS MOST_BYTES
Each line it prints is JSON: {"done": per cent}, and at the end {"length": s} or {"refused": "why"}.
"""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame

from lti_tool.clips.processing.confinement import confine
from lti_tool.clips.processing.opening import opened, picture_of
from lti_tool.clips.processing.picture import Picture
from lti_tool.clips.processing.refusal import NotVideo
from lti_tool.clips.processing.sound import Sound

MEMORY_MEBIBYTES = 3072
_MOST_FAULTS = 200
_SHORTEST = 0.3  # seconds
Tell = Callable[[int], None]


class Transcoding:
    """One run: frames are read in their order and handed to the picture and the sound."""

    def __init__(self, container: InputContainer, out: OutputContainer, most: float) -> None:
        video = picture_of(container)
        video.thread_type = "AUTO"
        start = (container.start_time or 0) / av.time_base
        audio = container.streams.audio[0] if container.streams.audio else None
        self._container = container
        self._most = most
        self._picture = Picture(video, out, start)
        self._out = out
        self._held: list[Packet[AudioStream]] = []
        self._sound = Sound(audio, out, self._mux_sound, start) if audio is not None else None
        self._streams = [stream for stream in (video, audio) if stream is not None]
        self._expected = (container.duration or 0) / av.time_base

    def run(self, tell: Tell) -> float:
        """Give the length in seconds; raises NotVideo."""
        if self._expected > self._most:
            raise NotVideo(self._too_long())
        told, faults = -1, 0
        for packet in self._container.demux(self._streams):
            try:
                for frame in packet.decode():
                    self._take(frame)
            except av.FFmpegError:
                faults += 1  # a damaged moment; so many of them are a damaged file
                if faults > _MOST_FAULTS:
                    break
            told = self._tell(tell, told)
        return self._finish()

    def _take(self, frame: object) -> None:
        if isinstance(frame, VideoFrame):
            self._picture.take(frame)
        elif isinstance(frame, AudioFrame) and self._sound is not None:
            self._sound.take(frame)
        if self._picture.seconds > self._most + 1:
            raise NotVideo(self._too_long())

    def _mux_sound(self, packets: "list[Packet[AudioStream]]") -> None:
        """Hold sound back until the picture has begun: the file's head names both."""
        self._held += packets
        if self._picture.has_begun:
            self._out.mux(self._held)
            self._held.clear()

    def _tell(self, tell: Tell, told: int) -> int:
        expected = self._expected or self._most
        done = min(99, int(100 * self._picture.seconds / expected))
        if done > told:
            tell(done)
        return done

    def _finish(self) -> float:
        self._picture.finish()
        if self._sound is not None:
            self._sound.finish()
        if self._picture.seconds < _SHORTEST:
            raise NotVideo("This is a single picture, or too short to be a clip.")
        return self._picture.seconds

    def save(self, folder: Path) -> None:
        self._picture.save_still(folder / "poster.webp")
        peaks = self._sound.peaks() if self._sound is not None else []
        (folder / "waveform.json").write_text(json.dumps({"peaks": peaks}))

    def _too_long(self) -> str:
        return f"This video is too long; clips have at most {int(self._most // 60)} minutes."


def transcode(file: Path, folder: Path, most: float, tell: Tell) -> float:
    """Write clip.mp4, poster.webp and waveform.json; give the length in seconds. Raises NotVideo."""
    with opened(file) as container:
        target = str(folder / "clip.mp4")
        with av.open(target, "w", options={"movflags": "+faststart"}) as out:
            run = Transcoding(container, out, most)
            length = run.run(tell)
        run.save(folder)
    return round(length, 3)


def main() -> None:
    file, folder, most_seconds, most_bytes = sys.argv[1:]
    most = float(most_seconds)
    confine(int(most * 8) + 60, MEMORY_MEBIBYTES, int(most_bytes))
    logging.getLogger("libav").setLevel(logging.CRITICAL)
    av.logging.set_level(av.logging.PANIC)
    try:
        length = transcode(Path(file), Path(folder), most, lambda done: _say(done=done))
    except NotVideo as reason:
        _say(refused=str(reason))
    else:
        _say(length=length)


def _say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
