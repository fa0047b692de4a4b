"""Pure: what somebody says about a clip in a form."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lrs import InvalidRequest, Violation
from lti_tool.clips.clip import Kind, Visibility

_LONGEST_TITLE, _LONGEST_TAG, _MOST_TAGS = 200, 40, 12
_SPACES = re.compile(r"\s+")


class Said(NamedTuple):
    """The title, the kind, the tags (without #, each once) and who may see it."""

    title: str
    kind: Kind
    tags: tuple[str, ...]
    visibility: Visibility

    @property
    def written_tags(self) -> str:
        return ",".join(self.tags)


def read(form: Mapping[str, str]) -> Said:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    title = _SPACES.sub(" ", form.get("title", "")).strip()
    if not title or len(title) > _LONGEST_TITLE:
        wrong.append(_rule("title", f"Give a title of at most {_LONGEST_TITLE} letters."))
    kind = form.get("kind", "")
    if kind not in set(Kind):
        wrong.append(_rule("kind", f"Choose what it is: {', '.join(Kind)}."))
    visibility = form.get("visibility", Visibility.COURSE)
    if visibility not in set(Visibility):
        wrong.append(_rule("visibility", "Choose who may see it."))
    tags = tags_of(form.get("tags", ""))
    if len(tags) > _MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
        words = f"Give at most {_MOST_TAGS} tags of at most {_LONGEST_TAG} letters."
        wrong.append(_rule("tags", words))
    if wrong:
        raise InvalidRequest(*wrong)
    return Said(title, Kind(kind), tags, Visibility(visibility))


def tags_of(text: str) -> tuple[str, ...]:
    """Read tags as people write them: parted by commas, in any case, with or without #."""
    found = (_SPACES.sub(" ", part).strip(" #").casefold() for part in text.split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def check_wide(said: Said, *, captions_first: bool, has_captions: bool) -> None:
    """Raise InvalidRequest for a clip that may not leave its course before it has captions."""
    if captions_first and not has_captions and said.visibility is Visibility.STORE:
        words = (
            "Captions come before a wide share: share it with the course, add captions, "
            "then share it with everybody."
        )
        raise InvalidRequest(_rule("visibility", words))


def _rule(pointer: str, words: str) -> Violation:
    return Violation(pointer, words, "hallway")
