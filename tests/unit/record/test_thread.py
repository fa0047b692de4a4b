"""Comments, replies and answers: one entry for each thread."""

from tests.builders import a_reference
from tests.unit.record.deeds import CLIP_TYPE, TC, VIDEO, at, context, deed, only, record, thing

ADL = "http://adlnet.gov/expapi/verbs/"
CLIP = thing("clip", CLIP_TYPE, "Chart of accounts")
COMMENT = thing("comment-1", "http://activitystrea.ms/comment", "A comment")


def test_comments_on_a_clip_are_one_entry_with_their_places() -> None:
    places = (125.4, 72, 100)
    entry = only(
        *(
            deed(
                ADL + "commented",
                CLIP,
                n,
                result={"extensions": {f"{VIDEO}/extensions/time": place}},
            )
            for n, place in enumerate(places)
        )
    )
    assert (entry.title, entry.detail) == (
        "Chart of accounts",
        "3 comments, at 1:12, 1:40 and 2:05",
    )
    assert (entry.start.isoformat(), entry.end.isoformat()) == (at(0), at(2))


def test_two_comments_in_one_instant_are_two() -> None:
    same = [deed(ADL + "commented", CLIP, 0, result={"response": text}) for text in "ab"]
    assert only(*same).detail == "2 comments"


def test_a_reply_to_a_comment_belongs_to_the_clip() -> None:
    about = context(parent=[COMMENT], grouping=[CLIP])
    reply = thing("reply", f"{TC}activitytype/forum-reply", "A reply")
    assert only(deed(f"{TC}verb/replied", reply, context=about)).title == "Chart of accounts"


def test_a_comment_on_a_statement_hangs_on_the_statement() -> None:
    statement = a_reference("6e5fb9ba-0d0d-4d43-8d0f-1fbc49ab23ac")
    assert only(deed(ADL + "commented", statement)).detail == "1 comment"


def test_threads_stay_apart() -> None:
    other = thing("other", CLIP_TYPE)
    assert len(record(deed(ADL + "commented", CLIP), deed(ADL + "commented", other)).entries) == 2


def test_a_question_is_its_own_thread_wherever_it_is_asked() -> None:
    question = thing("q", f"{TC}activitytype/solution", "How do I tax a bundle?")
    assert only(deed(ADL + "asked", question, context=context(parent=[CLIP]))).title == (
        "How do I tax a bundle?"
    )
