"""Picking: what the teacher chose is remembered, and told to the LMS."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from sqlalchemy import Connection

from lrs import InvalidRequest, Lrs, NotFound, Violation
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking import answer, items
from lti_tool.services.deep_linking.items import Picked
from lti_tool.services.deep_linking.offers import Choice, Offers
from lti_tool.services.deep_linking.request import Request
from lti_tool.services.deep_linking.storage import PickedItem, PickedItems
from lti_tool.services.grades.rules import written

_LONGEST_TITLE = 255
_MOST_POINTS = 10_000


class PickingDesk:
    """Answers deep linking requests."""

    def __init__(self, lrs: Lrs, offers: Offers, keys: Keys, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._offers = offers
        self._keys = keys
        self._clock = clock

    def answer(
        self, visit: Visit, asked: Request, form: Mapping[str, str], chosen: Sequence[str]
    ) -> str:
        """Give the signed answer; nothing chosen is an answer too. Raises InvalidRequest or NotFound."""
        picked = [self._picked(visit, form, about) for about in dict.fromkeys(chosen)]
        if len(picked) > 1 and not asked.multiple:
            raise InvalidRequest(
                Violation("choice", "Your LMS takes one thing at a time.", "LTI-DL 4.4.1")
            )
        if picked and not asked.item_type:
            raise InvalidRequest(
                Violation("choice", "Your LMS takes none of these.", "LTI-DL 4.4.1")
            )
        base_url = self._lrs.settings.base_url.rstrip("/")
        written_items = [items.item(one, asked, base_url) for one in picked]
        self._remember(visit, picked)
        seconds = self._clock() // SECOND
        platform, deployment = self._platform(visit), visit.launch.deployment_id
        said = answer.claims(platform, deployment, asked, written_items, seconds)
        return answer.signed(self._keys, said)

    def _picked(self, visit: Visit, form: Mapping[str, str], about: str) -> Picked:
        choice = self._offers.find(visit.viewer.store_id, about)
        if choice is None:
            raise NotFound("What was picked is not there any more.")
        title = form.get(f"title:{about}", "").strip()[:_LONGEST_TITLE] or choice.title
        return Picked(uuid4(), choice, title, _points(choice, form.get(f"points:{about}", "")))

    def _remember(self, visit: Visit, picked: Sequence[Picked]) -> None:
        kept = [_kept(visit, one, self._clock()) for one in picked]

        def work(connection: Connection) -> None:
            for one in kept:
                PickedItems(connection, visit.viewer.store_id).add(one)

        self._database.write(work)

    def _platform(self, visit: Visit) -> Platform:
        with self._database.reading() as connection:
            known = Platforms(connection, self._database.dialect)
            found = known.by_id(visit.launch.platform_id)
        if found is None:
            raise NotFound("The LMS is not registered any more.")
        return found


def _points(choice: Choice, given: str) -> float | None:
    """Read for how many points; empty leaves it ungraded."""
    if choice.rule is None or not given.strip():
        return None
    try:
        points = float(given)
    except ValueError:
        points = -1
    if not 0 < points <= _MOST_POINTS:
        raise InvalidRequest(
            Violation("points", f"Give points from 1 to {_MOST_POINTS}, or none.", "hallway")
        )
    return points


def _kept(visit: Visit, picked: Picked, now: int) -> PickedItem:
    rule = picked.choice.rule
    if rule is not None and picked.points is not None:
        settings = written(rule._replace(points=picked.points))
    else:
        settings = ""
    return PickedItem(
        uuid=picked.uuid,
        platform_id=visit.launch.platform_id,
        deployment_id=visit.launch.deployment_id,
        context_id=visit.launch.context_id,
        about=picked.choice.about,
        settings=settings,
        picked_by=visit.viewer.person_id,
        created=now,
    )
