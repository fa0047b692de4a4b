"""One export as the console's list shows it."""

from dataclasses import dataclass
from uuid import UUID

from lrs.exports import Order, order_of
from lrs.storage.jobs import Job, State
from lrs.web.numbers import counted

_SECOND = 1_000_000
_IMPATIENT_AFTER = 30 * _SECOND


@dataclass(frozen=True, slots=True)
class ExportLine:
    """An export: what was ordered, how far it is in per cent, and what can be done with it."""

    id: UUID
    order: Order
    by: str
    created: int
    state: State
    message: str
    done: int
    total: int
    unattended: bool

    @classmethod
    def of(cls, job: Job, now: int) -> "ExportLine":
        waits = job.state is State.WAITING and now - job.heartbeat > _IMPATIENT_AFTER
        return cls(
            id=job.id,
            order=order_of(job),
            by=job.requested_by,
            created=job.created,
            state=job.state,
            message=job.message,
            done=job.done,
            total=max(job.total or 0, job.done),
            unattended=waits,
        )

    @property
    def busy(self) -> bool:
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def per_cent(self) -> int:
        """Never a hundred before the file is there."""
        if self.state is State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def about(self) -> str:
        """Say whom it is about."""
        chosen = len(self.order.people)
        return f"{counted(chosen, 'person', 'people')} chosen" if chosen else "everybody"

    @property
    def period(self) -> str:
        """Say which days were asked for."""
        first, last = self.order.period.first, self.order.period.last
        if first and last:
            return f"{first} to {last}"
        return f"from {first}" if first else f"until {last}" if last else "everything"
