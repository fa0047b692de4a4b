"""Pure: what one person has seen of one clip so far, and what a batch of observations adds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, UUID, uuid5

from lti_tool.clips.watching.observation import Act, Batch, Observation
from lti_tool.clips.watching.received import numbers, with_more
from lti_tool.clips.watching.segments import Segment, merged, progress
from lti_tool.clips.watching.wall_time import credited

_SKEWED = 5_000  # milliseconds; less than that is the way here


@dataclass(frozen=True, slots=True)
class Viewing:
    """One person and one clip, all sessions together: the Video Profile calls it the registration.

    `version` counts its changes; `length` and `threshold` are those of the clip; until `spent`, milliseconds
    by our clock, the person's time is used up for this clip.
    """

    length: float
    threshold: float
    segments: tuple[Segment, ...] = ()
    completed: bool = False
    version: int = 0
    spent: int = 0

    @property
    def progress(self) -> float:
        return progress(self.segments, self.length)

    @property
    def watched(self) -> float:
        """Seconds that were played, each time anew."""
        return sum(end - start for _, start, end in self.segments)

    @property
    def is_enough(self) -> bool:
        return self.progress >= self.threshold


@dataclass(frozen=True, slots=True)
class Session:
    """One opened player: which observations of it arrived, and how it stands; `place` is in the clip.

    `skew` says by how many milliseconds the viewer's clock is behind ours, `begun` when its page was made, in
    milliseconds by our clock; `speed` is how fast it played when it was last heard of.
    """

    id: UUID
    taken: str = ""
    opened: bool = False
    playing: bool = False
    closed: bool = False
    place: float = 0.0
    skew: int = 0
    begun: int = 0
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """An act that becomes a statement, with the viewing as it stood then. `name` tells it from others."""

    name: str
    verb: str
    moment: int
    observation: Observation
    viewing: Viewing


COMPLETED = "completed"


def registration(clip: str, person_id: UUID) -> UUID:
    """Name all sessions of one person with one clip."""
    return uuid5(NAMESPACE_URL, f"{clip} {person_id}")


def skew(sent: int, now: int) -> int:
    """Say by how many milliseconds the viewer's clock is behind ours; 0 where it is about right."""
    return now - sent if abs(now - sent) > _SKEWED else 0


def fresh(session: Session, batch: Batch) -> list[Observation]:
    """Give what has not arrived before, in the order in which it happened."""
    known = numbers(session.taken)
    found = {one.number: one for one in batch.observations if one.number not in known}
    return sorted(found.values(), key=lambda one: one.number)


@dataclass(frozen=True, slots=True)
class Step:
    """What one observation leads to; `watched` is what counts of what it says was played."""

    viewing: Viewing
    session: Session
    told: tuple[Told, ...]
    watched: Segment | None = None


def steps(viewing: Viewing, session: Session, new: list[Observation], now: int) -> Iterator[Step]:
    """Go through new observations one by one; `now` is in milliseconds by our clock."""
    for observation in new:
        step = _step(viewing, session, observation, now)
        viewing, session = step.viewing, step.session
        yield step


def _step(viewing: Viewing, session: Session, seen: Observation, now: int) -> Step:
    moment = min(max(seen.at + session.skew, session.begun - _SKEWED), now + _SKEWED)
    watched, spent = _played(viewing, session, seen, now)
    pieces = [watched._replace(moment=moment)] if watched else []
    after = replace(viewing, segments=merged([*viewing.segments, *pieces]), spent=spent)
    told: list[Told] = []
    if after.is_enough and not after.completed:
        after = replace(after, completed=True)
        told.append(Told(COMPLETED, COMPLETED, moment, seen, after))
    told += [
        Told(f"{session.id}/{name}", act, moment, seen, after) for name, act in _acts(session, seen)
    ]
    return Step(after, _stands(session, seen), tuple(told), watched)


def _played(
    viewing: Viewing, session: Session, seen: Observation, now: int
) -> tuple[Segment | None, int]:
    """Give what counts as played, and until when the viewer's time is used up."""
    if seen.watched is None:
        return None, viewing.spent
    speed = max(session.speed, seen.settings.speed)
    return credited(seen.watched, speed, max(viewing.spent, session.begun), now)


def _acts(session: Session, seen: Observation) -> list[tuple[str, str]]:
    """Name what is told of an act: nothing twice, and no end without a pause."""
    name = str(seen.number)
    if seen.act is Act.WATCHING or (seen.act is Act.INITIALIZED and session.opened):
        return []
    if seen.act is Act.TERMINATED and session.playing:
        return [(f"{name}/pause", Act.PAUSED), (name, Act.TERMINATED)]
    return [(name, seen.act)]


def _stands(session: Session, seen: Observation) -> Session:
    playing = {Act.PLAYED: True, Act.PAUSED: False, Act.TERMINATED: False}
    return replace(
        session,
        taken=with_more(session.taken, [seen.number]),
        opened=session.opened or seen.act is Act.INITIALIZED,
        playing=playing.get(seen.act, session.playing),
        closed=seen.act is Act.TERMINATED,
        place=seen.time,
        speed=seen.settings.speed,
    )
