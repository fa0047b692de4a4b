"""The tables of the launch.

`store_id` leads every key, except at the doors where a request finds its store: platforms, login states
and tool sessions. Tool keys belong to the installation. Instants are microseconds since the epoch.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from lrs.database import StatementId, metadata, store_key


def _said(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# One registration of this tool in one LMS. `key_set` is the platform's JWKS as last fetched, our own
# trimmed copy; `frame_origins` are further addresses that may frame the tool, one a word. `product` is
# its family (moodle, canvas, ...); `role_overrides` are lines "role address = our role".
platforms = Table(
    "platforms",
    metadata,
    Column("id", StatementId, primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("auth_url", Text, nullable=False),
    Column("token_url", Text, nullable=False),
    Column("jwks_url", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("frame_origins", Text, nullable=False),
    Column("allow_anonymous", Boolean, nullable=False),
    Column("key_set", Text, nullable=False),
    Column("key_set_fetched", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("disabled", BigInteger),
    Column("title", Text, nullable=False, server_default=""),
    Column("product", String(64), nullable=False, server_default=""),
    Column("auto_approve", Boolean, nullable=False, server_default=false()),
    Column("role_overrides", Text, nullable=False, server_default=""),
    UniqueConstraint("issuer", "client_id"),
    # what the tables below refer to, so that a store can't point at another store's platform
    UniqueConstraint("store_id", "id"),
)

# Where in the LMS the registration is in use; launches from anywhere else are refused.
deployments = Table(
    "deployments",
    metadata,
    store_key(),
    Column("platform_id", StatementId, primary_key=True),
    Column("deployment_id", String(255), primary_key=True),
    Column("created", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"]),
)

# Places from which genuine launches came that nobody has let in yet; `declined` ones stay out of the list.
pending_deployments = Table(
    "pending_deployments",
    metadata,
    store_key(),
    Column("platform_id", StatementId, primary_key=True),
    Column("deployment_id", String(255), primary_key=True),
    Column("context_title", Text, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
    Column("declined", BigInteger),
    ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"]),
)

# The keys that this installation signs with; `holder` is the tool, or the sandbox LMS.
# The private part is encrypted with a key made from the setting HALLWAY_SECRET; from `signs` on it signs.
tool_keys = Table(
    "tool_keys",
    metadata,
    Column("kid", String(64), primary_key=True),
    Column("holder", String(16), nullable=False),
    Column("public_jwk", Text, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("signs", BigInteger, nullable=False, server_default="0"),
    Column("retired", BigInteger),
)

# A login that was begun and not yet finished. It is deleted by the launch that it leads to.
login_states = Table(
    "login_states",
    metadata,
    Column("state_hash", LargeBinary(32), primary_key=True),
    Column("platform_id", StatementId, ForeignKey("platforms.id"), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("browser_hash", LargeBinary(32), nullable=False),
    Column("target", Text, nullable=False),
    Column("login_hint", Text, nullable=False),
    Column("message_hint", Text, nullable=False),
    Column("storage_target", Text, nullable=False),
    Column("created", BigInteger, nullable=False, index=True),
)

# One launch that was let in; `claims` holds those that later pages and services need, as JSON text.
launches = Table(
    "launches",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("platform_id", StatementId, nullable=False),
    Column("deployment_id", String(255), nullable=False),
    Column("message_type", String(64), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("person_id", StatementId),
    Column("name", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("test_user", Boolean, nullable=False),
    Column("context_id", Text, nullable=False),
    Column("resource_link_id", String(255), nullable=False),
    Column("claims", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"]),
    Index(None, "store_id", "created"),
    Index(None, "store_id", "person_id", "created"),
)

# A browser that came in by a launch: the cookie holds a random token, this table its hash.
# `state_hash` is that of the login; it is unique, and tells a launch that was used from one never begun.
tool_sessions = Table(
    "tool_sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("state_hash", LargeBinary(32), nullable=False, unique=True),
    Column("store_id", Integer, nullable=False),
    Column("launch_id", StatementId, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
    ForeignKeyConstraint(["store_id", "launch_id"], ["launches.store_id", "launches.id"]),
)

# Words for a window of its own that were used: each opens one window. Those that would be old anyway are forgotten.
used_words = Table(
    "used_words",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("used", BigInteger, nullable=False),
    Index(None, "store_id", "used"),
)

# The places in courses from which the tool was opened, with the services that the LMS offers there. `about`
# and `settings` say what the tool shows there, `settled` how that was found out; `column_asked` is when we
# last set out to make the column of the gradebook that is missing. The rest is the LMS's.
resource_links = Table(
    "resource_links",
    metadata,
    store_key(),
    Column("platform_id", StatementId, primary_key=True),
    Column("deployment_id", String(255), primary_key=True),
    Column("resource_link_id", String(255), primary_key=True),
    Column("title", Text, nullable=False),
    Column("context_id", Text, nullable=False),
    Column("context_title", Text, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    *(_said(name) for name in ("product", "history", "uuid", "line_item", "line_items")),
    *(_said(name) for name in ("grade_scopes", "memberships", "about", "settings", "settled")),
    *(_said(name) for name in ("notices", "groups", "context_history")),
    Column("column_asked", BigInteger, nullable=False, server_default="0"),
    ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"]),
)
