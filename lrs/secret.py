"""The secret that signs cursors and sessions: from the settings, or made once and kept in var/."""

import os
import secrets
from dataclasses import replace
from pathlib import Path

from lrs.settings import Settings


def with_secret(settings: Settings) -> Settings:
    """Give the settings with a secret in them; a new one is written with mode 600."""
    if settings.secret:
        return settings
    return replace(settings, secret=_kept(settings.var / "secret"))


def _kept(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".secret-{os.getpid()}-{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_hex(32))
    try:
        os.link(draft, file)  # fails when another process was first, whose secret then holds
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text().strip()
