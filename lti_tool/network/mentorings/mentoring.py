"""Pure: a mentoring relationship, and what each side may do next."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lrs.telling import Json, activity
from lrs.vocabulary import MENTORING


class Stage(StrEnum):
    """How far a relationship is."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


_NEXT = {
    Stage.PROPOSED: {"accept": Stage.ACTIVE, "decline": Stage.DECLINED, "withdraw": Stage.ENDED},
    Stage.ACTIVE: {"pause": Stage.PAUSED, "end": Stage.ENDED},
    Stage.PAUSED: {"resume": Stage.ACTIVE, "end": Stage.ENDED},
}


@dataclass(frozen=True, slots=True)
class Mentoring:
    """Two people of whom one accompanies the other; `proposer` is one of them."""

    id: UUID
    mentor: UUID
    mentor_name: str
    mentee: UUID
    mentee_name: str
    proposer: UUID
    goal: str
    state: str
    created: int
    changed: int

    def activity(self, base_url: str) -> Json:
        """Give the activity that its sessions have as parent; it names nobody."""
        return activity(f"{base_url}/network/mentoring/{self.id}", MENTORING, "Mentoring")

    def includes(self, person_id: UUID | None) -> bool:
        return person_id in {self.mentor, self.mentee}

    def name_beside(self, person_id: UUID | None) -> str:
        found = self.mentee_name if person_id == self.mentor else self.mentor_name
        return found or "Somebody"

    def other(self, person_id: UUID) -> UUID:
        return self.mentee if person_id == self.mentor else self.mentor

    def acts(self, person_id: UUID | None) -> dict[str, Stage]:
        """Give what this side may do, and where that leads; only who was asked accepts."""
        if not self.includes(person_id):
            return {}
        found = dict(_NEXT.get(Stage(self.state), {}))
        own = {"withdraw"} if person_id == self.proposer else {"accept", "decline"}
        if self.state == Stage.PROPOSED.value:
            found = {act: stage for act, stage in found.items() if act in own}
        return found
