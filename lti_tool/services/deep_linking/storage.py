"""What teachers picked, as it is kept: by the uuid that stands in the link's custom parameters."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from lti_tool.services.tables import picked_items


@dataclass(frozen=True, slots=True)
class PickedItem:
    """One thing in one course. `about` names the offer, `settings` is JSON text."""

    uuid: UUID
    platform_id: UUID
    deployment_id: str
    context_id: str
    about: str
    settings: str
    picked_by: UUID | None
    created: int


class PickedItems:
    """What was picked in one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, item: PickedItem) -> None:
        values = {name: getattr(item, name) for name in PickedItem.__slots__}
        self._connection.execute(picked_items.insert().values(store_id=self._store_id, **values))

    def find(self, platform_id: UUID, uuid: UUID) -> PickedItem | None:
        """Find what was picked on this platform; a uuid from another one means nothing here."""
        query = _QUERY.where(
            picked_items.c.store_id == self._store_id,
            picked_items.c.uuid == uuid,
            picked_items.c.platform_id == platform_id,
        )
        row = self._connection.execute(query).first()
        return PickedItem(*row) if row else None


_QUERY = select(*(picked_items.c[name] for name in PickedItem.__slots__))
