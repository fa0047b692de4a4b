"""All settings: HALLWAY_* variables, read once by wsgi.py. docs/settings.md describes each."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvValidationError
from marshmallow import ValidationError
from marshmallow.validate import URL, OneOf, Range

_ADDRESS = URL(schemes={"http", "https"}, require_tld=False)
_MEBIBYTE = 1024 * 1024


def _is_media_url(url: str) -> None:
    """Raise ValidationError for what is neither a folder nor a bucket."""
    parts = urlsplit(url)
    if parts.scheme not in {"", "s3"} or (parts.scheme == "s3" and not parts.hostname):
        raise ValidationError("Give the path of a folder, or s3://bucket/prefix?endpoint=https://…")


def _is_smtp_url(text: str) -> None:
    if text and (urlsplit(text).scheme not in {"smtp", "smtps"} or not urlsplit(text).hostname):
        raise ValidationError("Give smtp://user:password@host:587, or smtps://…:465.")


def _is_mailbox(text: str) -> None:
    if text and "@" not in parseaddr(text)[1]:
        raise ValidationError("Give an address, or a name with one: Hallway <hallway@example.org>.")


class BadSettings(Exception):
    """Some settings can't be used; the text lists every one of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set. Sizes are in bytes, times in seconds."""

    var: Path
    database_url: str
    replica_url: str
    connections: int
    pooler: bool
    queue_url: str
    base_url: str
    secret: str
    sandbox: bool
    sandbox_url: str
    allow_private_addresses: bool
    key_days: int
    max_body: int
    media_url: str
    media_largest: int
    clip_seconds: int
    captions_first: bool
    smtp_url: str
    mail_from: str
    mail_returns: str
    compact_hour: int
    worker_nice: int
    workers: int
    threads: int
    log_level: str


def read(env: Env, names: Iterable[str]) -> Settings:
    """Read what `env` holds; `names` are the variables that are set, to find misspelt ones.

    Raises BadSettings with the full list of what can't be used.
    """
    settings = _read(env)
    problems = [f"{name}: there is no such setting" for name in sorted(set(names) - _KNOWN)]
    try:
        env.seal()
    except EnvValidationError as error:
        problems += [f"{name}: {wrong}" for name, wrong in _by_name(error)]
    if problems:
        raise BadSettings("These settings can't be used:\n  " + "\n  ".join(problems))
    return settings


def _by_name(error: EnvValidationError) -> list[tuple[str, str]]:
    messages = error.error_messages
    if isinstance(messages, list):
        return [("settings", " ".join(messages))]
    return [(name, " ".join(messages[name])) for name in sorted(messages)]


_KNOWN = {f"HALLWAY_{field.name.upper()}" for field in fields(Settings)}


def _read(env: Env) -> Settings:
    var = Path(env.str("HALLWAY_VAR", "var") or "var")
    return Settings(
        var=var,
        database_url=env.str("HALLWAY_DATABASE_URL", f"sqlite:///{var.resolve()}/hallway.db"),
        replica_url=env.str("HALLWAY_REPLICA_URL", ""),
        connections=env.int("HALLWAY_CONNECTIONS", 15, validate=Range(min=1)),
        pooler=env.bool("HALLWAY_POOLER", False),
        queue_url=env.str("HALLWAY_QUEUE_URL", ""),
        base_url=env.str("HALLWAY_BASE_URL", "http://localhost:8000", validate=_ADDRESS),
        secret=env.str("HALLWAY_SECRET", ""),
        sandbox=env.bool("HALLWAY_SANDBOX", False),
        sandbox_url=env.str("HALLWAY_SANDBOX_URL", "http://127.0.0.1:8000", validate=_ADDRESS),
        allow_private_addresses=env.bool("HALLWAY_ALLOW_PRIVATE_ADDRESSES", False),
        key_days=env.int("HALLWAY_KEY_DAYS", 90, validate=Range(min=7)),
        max_body=env.int("HALLWAY_MAX_BODY", 50 * _MEBIBYTE, validate=Range(min=1024)),
        media_url=env.str("HALLWAY_MEDIA_URL", "", validate=_is_media_url),
        media_largest=env.int("HALLWAY_MEDIA_LARGEST", 500 * _MEBIBYTE, validate=Range(min=1024)),
        clip_seconds=env.int("HALLWAY_CLIP_SECONDS", 180, validate=Range(min=10)),
        captions_first=env.bool("HALLWAY_CAPTIONS_FIRST", False),
        smtp_url=env.str("HALLWAY_SMTP_URL", "", validate=_is_smtp_url),
        mail_from=env.str("HALLWAY_MAIL_FROM", "", validate=_is_mailbox),
        mail_returns=env.str("HALLWAY_MAIL_RETURNS", "", validate=_is_mailbox),
        compact_hour=env.int("HALLWAY_COMPACT_HOUR", 3, validate=Range(min=-1, max=23)),
        worker_nice=env.int("HALLWAY_WORKER_NICE", 10, validate=Range(min=0, max=19)),
        workers=env.int("HALLWAY_WORKERS", 2, validate=Range(min=1)),
        threads=env.int("HALLWAY_THREADS", 8, validate=Range(min=1)),
        log_level=env.str(
            "HALLWAY_LOG_LEVEL", "info", validate=OneOf(["debug", "info", "warning", "error"])
        ),
    )
