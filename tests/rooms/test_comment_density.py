"""Below the player stands how much is said at which part of a clip, without a script."""

import re

from lrs import Lrs, Store
from tests.rooms.conftest import Launch, Someone
from tests.rooms.talking import clip_of, said


def rows(who: Someone, page: str) -> dict[str, int]:
    table = who.get(page).text.partition('id="density"')[2].partition("</table>")[0]
    found = re.findall(r'<th scope="row">(.*?)</th><td class="num">(\d+)</td>', table)
    return {part: int(number) for part, number in found}


def test_comments_and_replies_are_counted_where_they_are_pinned(
    learner: Launch, lrs: Lrs, store: Store
) -> None:
    ada, brendan = learner("ada"), learner("brendan")
    page = clip_of(lrs, store, ada, length=16.0)
    assert 'id="density"' not in ada.get(page).text
    head = said(brendan, page, "Why twice?", "0:01")
    for at in ("0:01", "0:15", ""):
        said(brendan, page, "And here?", at)
    reply = ada.post(f"/app/talk/posts/{head}", {"text": "It counts both."})
    assert reply.status_code == 303
    found = rows(ada, page)
    assert (found["0:00 to 0:02"], found["0:14 to 0:16"]) == (3, 1)
    assert sum(found.values()) == 4  # what is pinned to no moment stands at none
    assert "4 comments and replies are pinned to the clip" in ada.get(page).text
    brendan.post(f"/app/talk/posts/{head}/delete")
    assert rows(ada, page)["0:00 to 0:02"] == 1
