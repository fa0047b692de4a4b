"""A zstd dictionary: what many statements have in common, so that each is kept in a tenth of its text."""

import base64
import json
import secrets
import threading
from collections.abc import Sequence
from pathlib import Path

import zstandard

_LEVEL = 3  # higher ones gain a tenth and take three times as long
_SIZE = 16 * 1024  # more of it gains nothing
_OWN_IDS = (65_536, 2**31)  # ids below 32,768 and above 2^31 are for public registries


class ZstdDictionary:
    """One dictionary. Frames made with it carry its id. Threads may share it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._shared = zstandard.ZstdCompressionDict(content)
        self._shared.precompute_compress(level=_LEVEL)
        self._threads = threading.local()  # zstd's contexts are for one thread at a time
        self.decompress(
            self.compress(b"{}")
        )  # what zstd derives lazily is there before threads come

    @property
    def id(self) -> int:
        return self._shared.dict_id()

    def compress(self, text: bytes) -> bytes:
        if not hasattr(self._threads, "compressor"):
            self._threads.compressor = zstandard.ZstdCompressor(
                level=_LEVEL, dict_data=self._shared
            )
        made: bytes = self._threads.compressor.compress(text)
        return made

    def decompress(self, frame: bytes) -> bytes:
        if not hasattr(self._threads, "decompressor"):
            self._threads.decompressor = zstandard.ZstdDecompressor(dict_data=self._shared)
        text: bytes = self._threads.decompressor.decompress(frame)
        return text


def trained(texts: Sequence[bytes]) -> ZstdDictionary:
    """Make a dictionary of what some hundred texts have in common."""
    first, last = _OWN_IDS
    new_id = first + secrets.randbelow(last - first)
    made = zstandard.train_dictionary(_SIZE, list(texts), level=_LEVEL, dict_id=new_id)
    return ZstdDictionary(made.as_bytes())


def _read(file: Path) -> ZstdDictionary:
    return ZstdDictionary(base64.b64decode("".join(json.loads(file.read_text())["base64"])))


BUILT_IN = _read(Path(__file__).with_name("payload_dictionary.json"))
