"""Platforms: registrations of this tool in an LMS, and the deployments of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Connection, select, update

from lrs.database import Dialect
from lti_tool.launch.tables import deployments, platforms


@dataclass(frozen=True, slots=True)
class Platform:
    """A registration as it is kept; `deployments` are the ids from which launches are let in."""

    id: UUID
    store_id: int
    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    audience: str
    frame_origins: str
    allow_anonymous: bool
    key_set: str
    key_set_fetched: int
    created: int
    disabled: int | None
    title: str = ""
    product: str = ""
    auto_approve: bool = False
    role_overrides: str = ""
    deployments: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What administrators call it, its issuer where nobody gave it a name."""
        return self.title or self.issuer

    @property
    def origins(self) -> tuple[str, ...]:
        """Who may frame the tool, as origins or patterns of a content security policy."""
        known = {origin(self.issuer), origin(self.auth_url), *self.frame_origins.split()}
        if self.issuer.endswith(".instructure.com"):
            known.add("https://*.instructure.com")  # one issuer, a host for each school
        return tuple(sorted(known - {""}))


def origin(address: str) -> str:
    """Give scheme and host of an address, "" when it has none."""
    try:
        scheme, host = urlsplit(address)[:2]
    except ValueError:
        return ""
    named = host.rpartition("@")[2]
    usable = all(c.isalnum() or c in ".-:[]" for c in named)
    return f"{scheme}://{named}" if scheme in {"http", "https"} and named and usable else ""


_COLUMNS = [name for name in Platform.__slots__ if name != "deployments"]
_DECIDED = (
    "title",
    "frame_origins",
    "role_overrides",
    "auto_approve",
    "allow_anonymous",
    "disabled",
)
_QUERY = select(*(platforms.c[name] for name in _COLUMNS))


class Platforms:
    """All platforms. They are the door where a launch finds its store, so no store is given."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def by_id(self, platform_id: UUID) -> Platform | None:
        row = self._connection.execute(_QUERY.where(platforms.c.id == platform_id)).first()
        return self._with_deployments(Platform(*row)) if row else None

    def of_issuer(self, issuer: str) -> list[Platform]:
        query = _QUERY.where(platforms.c.issuer == issuer).order_by(platforms.c.created)
        return [
            self._with_deployments(Platform(*row)) for row in self._connection.execute(query).all()
        ]

    def all(self) -> list[Platform]:
        rows = self._connection.execute(_QUERY.order_by(platforms.c.created, platforms.c.id)).all()
        return [self._with_deployments(Platform(*row)) for row in rows]

    def of_store(self, store_id: int) -> list[Platform]:
        query = _QUERY.where(platforms.c.store_id == store_id)
        rows = self._connection.execute(query.order_by(platforms.c.created, platforms.c.id)).all()
        return [self._with_deployments(Platform(*row)) for row in rows]

    def add(self, platform: Platform) -> None:
        values = {name: getattr(platform, name) for name in _COLUMNS}
        self._connection.execute(platforms.insert().values(values))
        self.add_deployments(platform, platform.deployments, platform.created)

    def put_back(self, platform: Platform) -> None:
        """Write over a registration that is there already."""
        values = {name: getattr(platform, name) for name in _COLUMNS if name != "id"}
        change = update(platforms).where(platforms.c.id == platform.id).values(values)
        self._connection.execute(change)
        self.add_deployments(platform, platform.deployments, platform.created)

    def change(self, platform: Platform) -> None:
        """Write what administrators decide, and leave alone what launches keep."""
        values = {name: getattr(platform, name) for name in _DECIDED}
        change = update(platforms).where(platforms.c.id == platform.id).values(values)
        self._connection.execute(change)

    def add_deployments(self, platform: Platform, ids: Iterable[str], now: int) -> None:
        owner = {"store_id": platform.store_id, "platform_id": platform.id, "created": now}
        rows = [{**owner, "deployment_id": name} for name in sorted(ids)]
        if rows:
            add = self._dialect.insert(deployments).on_conflict_do_nothing()
            self._connection.execute(add, rows)

    def disable(self, platform_id: UUID, now: int) -> bool:
        """Return False when there is no such platform."""
        change = update(platforms).where(platforms.c.id == platform_id).values(disabled=now)
        return self._connection.execute(change).rowcount == 1

    def keep_key_set(self, platform_id: UUID, key_set: str, now: int) -> None:
        change = update(platforms).where(platforms.c.id == platform_id)
        self._connection.execute(change.values(key_set=key_set, key_set_fetched=now))

    def _with_deployments(self, platform: Platform) -> Platform:
        query = select(deployments.c.deployment_id).where(
            deployments.c.store_id == platform.store_id,
            deployments.c.platform_id == platform.id,
        )
        return replace(platform, deployments=frozenset(self._connection.scalars(query)))
