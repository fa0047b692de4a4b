"""Running the transcoding in its own process, and hearing how far it is."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import Any

from lti_tool.clips.processing.refusal import NotVideo

_MODULE = "lti_tool.clips.processing.transcoding"
_CHECKOUT = Path(__file__).parents[3]
_BROKEN = "This video can't be prepared: it is damaged, or needs more than one clip may take."
_EVERY = 2.0  # seconds between two words about the progress


def run(file: Path, folder: Path, most_seconds: int, tell: Callable[[int], None]) -> float:
    """Give the length of the MP4 that is now in `folder`. Raises NotVideo with a reason for people."""
    arguments = [str(file), str(folder), str(most_seconds), str(2 * 1024**3)]
    process = subprocess.Popen(  # noqa: S603 (our own module; the file is an argument, never code)
        [sys.executable, "-m", _MODULE, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_CHECKOUT,
        env={"PATH": "/usr/bin:/bin"},  # nothing of ours: no database, no secret
        text=True,
    )
    watch = Timer(most_seconds * 6 + 120, process.kill)
    watch.start()
    try:
        said = _heard(process, tell)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
    if "length" not in said:
        raise NotVideo(said.get("refused", _BROKEN))
    return float(said["length"])


def _heard(process: "subprocess.Popen[str]", tell: Callable[[int], None]) -> dict[str, Any]:
    """Give the last thing it said."""
    said: dict[str, Any] = {}
    told = 0.0
    assert process.stdout is not None  # noqa: S101 (it is a pipe)
    with process.stdout:
        for line in process.stdout:
            said = json.loads(line)
            if "done" in said and time.monotonic() - told > _EVERY:
                told = time.monotonic()
                tell(said["done"])
    return said
