"""Registering: an administrator tells Hallway about an LMS, or closes the door to it."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs import Conflict, InvalidRequest, NotFound, Store, Violation
from lrs.database import Database
from lti_tool.launch.clock import now
from lti_tool.launch.platforms import Platform, Platforms


@dataclass(frozen=True, slots=True)
class NewPlatform:
    """What an administrator copies from the LMS; `audience` is empty unless the LMS wants another than its token URL."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    deployments: frozenset[str] = frozenset()
    audience: str = ""
    allow_anonymous: bool = False
    title: str = ""
    product: str = ""
    auto_approve: bool = False


def add_platform(database: Database, store: Store, given: NewPlatform) -> Platform:
    """Let an LMS in; one that was disabled before is opened again with what is given now.

    Raises InvalidRequest for an address that is none, Conflict when the registration is there already.
    """
    _check(given)
    platform = _made_of(given, store.id)

    def work(connection: Connection) -> Platform:
        platforms = Platforms(connection, database.dialect)
        found = [p for p in platforms.of_issuer(given.issuer) if p.client_id == given.client_id]
        if not found:
            platforms.add(platform)
            return platform
        if found[0].disabled is None or found[0].store_id != store.id:
            raise Conflict(f"The client {given.client_id} of {given.issuer} is registered already.")
        reopened = replace(platform, id=found[0].id)
        platforms.put_back(reopened)
        return reopened

    return database.write(work)


def register_platform(database: Database, store_id: int, given: NewPlatform) -> Platform:
    """Let an LMS in that registered itself; the same client of the same issuer is brought up to date.

    Raises InvalidRequest, or Conflict when another store has this registration.
    """
    _check(given)
    made = _made_of(given, store_id)

    def work(connection: Connection) -> Platform:
        platforms = Platforms(connection, database.dialect)
        found = [p for p in platforms.of_issuer(given.issuer) if p.client_id == given.client_id]
        if not found:
            platforms.add(made)
            return made
        if found[0].store_id != store_id:
            raise Conflict(f"The client {given.client_id} of {given.issuer} is registered already.")
        renewed = _renewed(found[0], given)
        platforms.put_back(renewed)
        return renewed

    return database.write(work)


def change_platform(database: Database, changed: Platform) -> None:
    """Write what an administrator changed about a registration."""
    database.write(lambda c: Platforms(c, database.dialect).change(changed))


def platform_of(database: Database, store_id: int, platform_id: UUID) -> Platform:
    """Raise NotFound when this store has no such platform."""
    with database.reading() as connection:
        found = Platforms(connection, database.dialect).by_id(platform_id)
    if found is None or found.store_id != store_id:
        raise NotFound("This store has no such platform.")
    return found


def platforms_of(database: Database, store_id: int) -> list[Platform]:
    with database.reading() as connection:
        return Platforms(connection, database.dialect).of_store(store_id)


def disable_platform(database: Database, platform_id: UUID) -> None:
    """Refuse all further launches and sessions of a platform. Raises NotFound when there is no such platform."""
    known = database.write(lambda c: Platforms(c, database.dialect).disable(platform_id, now()))
    if not known:
        raise NotFound("There is no such platform; `hallway platform list` shows those there are.")


def all_platforms(database: Database) -> list[Platform]:
    with database.reading() as connection:
        return Platforms(connection, database.dialect).all()


def _renewed(known: Platform, given: NewPlatform) -> Platform:
    """Take what the LMS says anew, and keep what an administrator decided here."""
    same = known.jwks_url == given.jwks_url
    return replace(
        known,
        auth_url=given.auth_url,
        token_url=given.token_url,
        jwks_url=given.jwks_url,
        audience=given.audience,
        title=known.title or given.title,
        product=given.product,
        auto_approve=known.auto_approve or given.auto_approve,
        key_set=known.key_set if same else "",
        key_set_fetched=known.key_set_fetched if same else 0,
        disabled=None,
        deployments=known.deployments | given.deployments,
    )


def _made_of(given: NewPlatform, store_id: int) -> Platform:
    return Platform(
        id=uuid4(),
        store_id=store_id,
        issuer=given.issuer,
        client_id=given.client_id,
        auth_url=given.auth_url,
        token_url=given.token_url,
        jwks_url=given.jwks_url,
        audience=given.audience,
        frame_origins="",
        allow_anonymous=given.allow_anonymous,
        key_set="",
        key_set_fetched=0,
        created=now(),
        disabled=None,
        title=given.title,
        product=given.product,
        auto_approve=given.auto_approve,
        deployments=given.deployments,
    )


def _check(given: NewPlatform) -> None:
    wrong = [
        Violation(name, "Give an address that begins with https:// or http://.", "hallway")
        for name in ("issuer", "auth_url", "token_url", "jwks_url")
        if not _is_address(getattr(given, name))
    ]
    wrong += [
        Violation(name, "Give 1 to 255 printable characters.", "LTI-Core 5.3")
        for name, value in [
            ("client_id", given.client_id),
            *(("deployment_id", value) for value in given.deployments),
        ]
        if not (0 < len(value) <= 255 and value.isprintable())
    ]
    if wrong:
        raise InvalidRequest(*wrong)


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and value.isprintable()
