"""The places where media can lie: a folder of this machine, or a bucket that speaks S3."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from lrs import NotFound, TemporarilyUnavailable

_PIECE = 256 * 1024
_AWAY = "The storage of media can't answer now; try again."


class Held(NamedTuple):
    """One thing that lies there: its size in bytes, and a tag that changes with its content."""

    size: int
    tag: str


class Place(Protocol):
    """What the rest of the code asks of a place. Keys are paths without a leading slash."""

    def put(self, key: str, file: Path, media_type: str) -> None:
        """Take a file in; it may be moved away from where it was."""

    def held(self, key: str) -> Held:
        """Raise NotFound when nothing lies under this key."""

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Give so many bytes from `start`; raises NotFound."""

    def remove(self, folder: str) -> None:
        """Throw away what lies under this key and below it; nothing there is fine."""


def place_at(url: str, var: Path) -> Place:
    """Open the place that the setting names; without one, a folder beside everything else."""
    return Bucket(url) if url.startswith("s3:") else Folder(Path(url) if url else var / "media")


class Folder:
    """A folder of this machine, or of a file server that all machines see."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def put(self, key: str, file: Path, media_type: str) -> None:  # noqa: ARG002 (names tell)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        shutil.move(file, beside)
        beside.replace(path)

    def held(self, key: str) -> Held:
        try:
            found = self._path(key).stat()
        except OSError as error:
            raise NotFound("The file is gone.") from error
        return Held(found.st_size, f"{found.st_mtime_ns:x}-{found.st_size:x}")

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except OSError as error:
            raise NotFound("The file is gone.") from error
        with file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(_PIECE, length))):
                length -= len(piece)
                yield piece

    def remove(self, folder: str) -> None:
        path = self._path(folder)
        if path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root) or path == self._root:
            raise ValueError(f"{key} leads out of the folder of media")
        return path


class Bucket:
    """A bucket that speaks S3, at s3://[key:secret@]bucket/prefix?endpoint=https://…&region=… ."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self._bucket = parts.hostname or ""
        self._prefix = f"{parts.path.strip('/')}/".lstrip("/")
        self._client = boto3.client(
            "s3",
            endpoint_url=said.get("endpoint"),
            region_name=said.get("region", "us-east-1"),
            aws_access_key_id=unquote(parts.username) if parts.username else None,
            aws_secret_access_key=unquote(parts.password) if parts.password else None,
            config=Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3},
                s3={"addressing_style": "path" if "endpoint" in said else "auto"},
            ),
        )

    def put(self, key: str, file: Path, media_type: str) -> None:
        with _Answered():
            self._client.upload_file(
                str(file), self._bucket, self._prefix + key, ExtraArgs={"ContentType": media_type}
            )
        file.unlink(missing_ok=True)

    def held(self, key: str) -> Held:
        with _Answered():
            found = self._client.head_object(Bucket=self._bucket, Key=self._prefix + key)
        return Held(found["ContentLength"], found["ETag"].strip('"'))

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        if length <= 0:
            return
        span = f"bytes={start}-{start + length - 1}"
        with _Answered():
            name = self._prefix + key
            found = self._client.get_object(Bucket=self._bucket, Key=name, Range=span)
            yield from found["Body"].iter_chunks(_PIECE)

    def remove(self, folder: str) -> None:
        with _Answered():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix + folder
            )
            for page in pages:
                for one in page.get("Contents", []):
                    if one["Key"].removeprefix(self._prefix + folder)[:1] in {"", "/"}:
                        self._client.delete_object(Bucket=self._bucket, Key=one["Key"])


class _Answered:
    """Say in our own errors what a bucket refuses."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ClientError):
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            if status == 404:
                raise NotFound("The file is gone.") from error
            raise TemporarilyUnavailable(_AWAY) from error
        if isinstance(error, BotoCoreError):
            raise TemporarilyUnavailable(_AWAY) from error
