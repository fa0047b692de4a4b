"""A bucket as a place for media; loaded only where media lie in one, as its library is large."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from lrs import NotFound, TemporarilyUnavailable
from lti_tool.clips.media.place import PIECE, Held

_AWAY = "The storage of media can't answer now; try again."


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
            yield from found["Body"].iter_chunks(PIECE)

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
