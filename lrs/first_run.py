"""The first run: a store, its administrator and a key, made once and written down for their owner."""

import json
from pathlib import Path

from lrs.access import Scope
from lrs.facade import Lrs

_STORE = "default"
_ADMINISTRATOR = "administrator@localhost"


def set_up(
    lrs: Lrs, title: str = "My organisation", time_zone: str = "UTC"
) -> dict[str, str] | None:
    """Make what a newcomer needs and keep it in first-run.json; None when that was done before."""
    file = lrs.settings.var / "first-run.json"
    if file.exists() or any(store.name == _STORE for store in lrs.stores()):
        return None
    store = lrs.create_store(_STORE, title, time_zone)
    administrator = lrs.create_administrator(store, _ADMINISTRATOR)
    key = lrs.create_key(store, [Scope.ALL], "First key")
    made = {
        "store": store.name,
        "email": administrator.email,
        "password": administrator.password,
        "key": key.key,
        "secret": key.secret,
    }
    _keep(file, made)
    return made


def words(lrs: Lrs, made: dict[str, str] | None) -> str:
    """Say what was made, or where it stands."""
    file = lrs.settings.var / "first-run.json"
    if made is None:
        return f"Set up before; what the first run made stands in {file}."
    lines = [f"  {name:<9} {value}" for name, value in made.items()]
    return "\n".join(["The first run made:", *lines, f"Kept in {file}; nobody else can read it."])


def _keep(file: Path, made: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(made, indent=2) + "\n")
