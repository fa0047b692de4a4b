"""Browsers with a profile of their own, in which a site may keep no cookies."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.conftest import ARGUMENTS, program, without_complaints

# A frame that goes to and fro between two sites changes its process each time, and a driver that is busy
# loses sight of it; in one process it doesn't.
_ONE_PROCESS = [
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault",
]


@contextmanager
def without_cookies(
    playwright: Playwright, folder: Path, cookies: str = ""
) -> Iterator[BrowserContext]:
    """Start a browser with a profile in `folder` that takes none of these `cookies`: "site,page around it"."""
    (folder / "Default").mkdir()
    refused = {cookies: {"setting": 2}} if cookies else {}
    settings = {"profile": {"content_settings": {"exceptions": {"cookies": refused}}}}
    (folder / "Default" / "Preferences").write_text(json.dumps(settings))
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=program(), args=[*ARGUMENTS, *_ONE_PROCESS], accept_downloads=True
    )
    try:
        with without_complaints(context):
            yield context
    finally:
        _close(context, folder)


def _close(context: BrowserContext, folder: Path) -> None:
    """Some builds of Chromium don't end with a profile of their own, and closing has no time limit."""
    kill = threading.Timer(5, _kill_those_with, [folder])
    kill.start()
    context.close()
    kill.cancel()


def _kill_those_with(folder: Path) -> None:
    """End the processes of the browser whose profile is in `folder`; no other test has the same one."""
    profile = f"--user-data-dir={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            if profile in arguments:
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:  # it ended meanwhile
            continue
