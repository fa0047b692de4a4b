"""The tables of the record store. `store_id` leads every key, so that nothing crosses between stores.

Ids of people, keys and statements are random or hashed; the only number that counts up is a store's.
Instants are microseconds since the epoch, in UTC.
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
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from lrs.database import StatementId, metadata, store_key

# One organisation's record.
stores = Table(
    "stores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("created", BigInteger, nullable=False),
)

# xAPI credentials. The secret is random and long, so one round of SHA-256 is enough to hide it.
keys = Table(
    "keys",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

# People who sign in to the console with a password.
administrators = Table(
    "administrators",
    metadata,
    Column("email", String(254), primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# A signed-in browser: the cookie holds a random token, this table its hash.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False),
    Column("subject", String(254), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
)

# Wrong passwords of late, by the hash of the e-mail address or of the network address they came from.
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("subject_hash", LargeBinary, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
)

# `stored` is the statement's place: unique in its store and rising in the order of commits (ADR 6).
# `payload` is the statement's JSON, compressed (ADR 15); `authority` is the hash of who sent it.
# No foreign key to the store: PostgreSQL would ask for it row by row (ADR 18).
statements = Table(
    "statements",
    metadata,
    Column("store_id", Integer, primary_key=True, autoincrement=False),
    Column("stored", BigInteger, primary_key=True, autoincrement=False),
    Column("id", StatementId, nullable=False),
    Column("authority", BigInteger, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("store_id", "id"),
)

# What the statements of a store have in common; each payload names the dictionary it was made with.
payload_dictionaries = Table(
    "payload_dictionaries",
    metadata,
    store_key(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# How far a store is compacted: payloads up to the place `stored` with this dictionary, index rows up to
# (`key`, `began`), NULL where merging hasn't begun. `day` is when all of it was done last.
compactions = Table(
    "compactions",
    metadata,
    store_key(),
    Column("day", String(10), nullable=False),
    Column("dictionary", BigInteger, nullable=False),
    Column("stored", BigInteger, nullable=False),
    Column("key", BigInteger),
    Column("began", BigInteger),
)

# Under which (kind, value) pairs statements are found; `key` is their keyed 64-bit hash (ADR 7).
# `stored` is the place of the first of some neighbours, `later` how many microseconds after it
# the others stand: "" or ",1,5" (ADR 15). `letters` says something of the statement at each place (ADR 19);
# nothing in rows from before there was such a column.
statement_index = Table(
    "statement_index",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("stored", BigInteger, nullable=False),
    # Behind the long columns PostgreSQL needs no padding. No foreign key either (ADR 18).
    Column("store_id", Integer, nullable=False),
    Column("later", Text, nullable=False, server_default=""),
    Column("letters", Text, nullable=False, server_default=""),
    # So that PostgreSQL need not look into the table, which it does for pages that it hasn't vacuumed.
    PrimaryKeyConstraint("store_id", "key", "stored", postgresql_include=["later", "letters"]),
    postgresql_with={"autovacuum_vacuum_insert_scale_factor": 0.02},
    info={"levels": 2},  # on SQLite two tables under a view (lrs.database.levels, ADR 22)
)

# What statements are found by because of those that they refer to: at the place `via`.
inherited_index = Table(
    "inherited_index",
    metadata,
    store_key(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("stored", BigInteger, primary_key=True, autoincrement=False),
    Column("via", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Statements whose object is a StatementRef; the target may come later than what refers to it.
statement_references = Table(
    "statement_references",
    metadata,
    store_key(),
    Column("target_id", StatementId, primary_key=True),
    Column("stored", BigInteger, primary_key=True, autoincrement=False),
    Column("voids", Boolean, nullable=False),
    Index(None, "store_id", "stored"),
    sqlite_with_rowid=False,
)

# Bytes that came with statements, kept once however often they were sent, in pieces that are counted
# from 0, so that nobody ever needs a whole film in memory.
attachments = Table(
    "attachments",
    metadata,
    store_key(),
    Column("sha2", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False, server_default="0"),
    Column("content", LargeBinary, nullable=False),
)

# Activities with the definition that all statements together give them.
activities = Table(
    "activities",
    metadata,
    store_key(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("definition", LargeBinary, nullable=False),
)

# State, Activity Profile and Agent Profile documents. `key` hashes everything that names one,
# `collection` everything but its own id and registration; `guarded` says that the last write came
# with a precondition (ADR 8).
documents = Table(
    "documents",
    metadata,
    store_key(),
    Column("key", LargeBinary(16), primary_key=True),
    Column("collection", LargeBinary(16), nullable=False),
    Column("registration", StatementId),
    Column("id", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("etag", String(64), nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("guarded", Boolean, nullable=False),
    Index(None, "store_id", "collection", "updated"),
)

# A person is a set of identities; each identity belongs to exactly one person.
people = Table(
    "people",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# One xAPI identifier (mbox, mbox_sha1sum, openid or account) and the name last seen with it.
identities = Table(
    "identities",
    metadata,
    store_key(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("identifier", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("person_id", StatementId, nullable=False),
    Column("created", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "person_id"], ["people.store_id", "people.id"]),
    Index(None, "store_id", "person_id"),
)

# Long work and how far it is; the queue itself is Huey's. `heartbeat` is when its worker was last alive.
jobs = Table(
    "jobs",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger),
    Column("file", Text),
    Column("message", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("heartbeat", BigInteger, nullable=False),
    Column("finished", BigInteger),
    Index(None, "store_id", "created"),
)
