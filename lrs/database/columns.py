"""The one MetaData that every table of Hallway stands on, and the column types they share."""

from uuid import UUID

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, TypeDecorator, Uuid
from sqlalchemy.engine import Dialect as EngineDialect
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class StatementId(TypeDecorator[UUID]):
    """A UUID in 16 bytes: the database's own type where it has one, else a blob."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: EngineDialect) -> TypeEngine[object]:
        own = Uuid() if dialect.supports_native_uuid else LargeBinary(16)
        return dialect.type_descriptor(own)  # type: ignore[arg-type]

    def process_bind_param(self, value: UUID | None, dialect: EngineDialect) -> UUID | bytes | None:
        return value if value is None or dialect.supports_native_uuid else value.bytes

    def process_result_value(
        self, value: UUID | bytes | None, dialect: EngineDialect
    ) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


def store_key() -> Column[int]:
    """Make the column that leads the key of every table of a store, so that nothing crosses between stores."""
    return Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True)
