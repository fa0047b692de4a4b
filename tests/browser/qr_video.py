"""A film of a QR code, for the camera that Chromium plays from a file."""

from pathlib import Path

import segno

_WIDTH, _HEIGHT, _CELL = 640, 480, 8
_PAPER, _INK, _GREY = 235, 16, 128


def film_of(text: str, file: Path) -> Path:
    """Write a few frames of the code of `text`, in the middle of white paper, as YUV4MPEG2."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    left = (_WIDTH - len(rows) * _CELL) // 2
    top = (_HEIGHT - len(rows) * _CELL) // 2
    luma = [bytearray([_PAPER]) * _WIDTH for _ in range(_HEIGHT)]
    for y, row in enumerate(rows):
        line = bytes(_INK if dark else _PAPER for dark in row for _ in range(_CELL))
        for each in luma[top + y * _CELL : top + (y + 1) * _CELL]:
            each[left : left + len(line)] = line
    colours = bytes([_GREY]) * (_WIDTH * _HEIGHT // 2)
    frame = b"FRAME\n" + b"".join(luma) + colours
    file.write_bytes(f"YUV4MPEG2 W{_WIDTH} H{_HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 5)
    return file
