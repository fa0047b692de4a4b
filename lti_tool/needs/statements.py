"""Pure: the statements about needs: what was recommended, what somebody thinks of it, how it ended."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from lrs import vocabulary as v
from lrs.telling import activity, context, reference, statement
from lti_tool.needs.facets import ASSOCIATION, set_of
from lti_tool.needs.need import HELPED, IGNORED, Need, Recommendation
from lti_tool.needs.outcome import WON, words_of

Json = dict[str, Any]
_TYPES = {"clip": v.CLIP, "discussion": v.FORUM_TOPIC, "ask": v.DOUBT}
_ENDS = {
    (False, True): v.CLOSED_SALE,
    (False, False): v.LOST,
    (True, True): v.RESOLVED,
    (True, False): v.CLOSED,
}
_WORDS = {True: "It helped", False: "It did not help"}


class Teller(NamedTuple):
    """The source of the statements, and the moment."""

    base_url: str
    when: datetime


def need_activity(base_url: str, need: Need) -> Json:
    """Name a need; a deal is a sales opportunity."""
    kind = v.NEED if need.facet_set == ASSOCIATION.name else v.SALES_OPPORTUNITY
    noun = set_of(need.facet_set).noun
    return activity(f"{base_url}/needs/{need.id}", kind, f"A {noun}: {need.title}")


def subject(base_url: str, kind: str, subject_id: UUID, title: str) -> Json:
    return activity(f"{base_url}/{kind}s/{subject_id}", _TYPES[kind], title)


def recommended(told: Teller, need: Need, one: Recommendation, person: Json) -> Json:
    """Tell that Hallway recommended something to a person, in which place and why."""
    thing = subject(told.base_url, one.kind, one.subject_id, one.title)
    account = {"homePage": told.base_url, "name": "recommendations"}
    actor = {"objectType": "Group", "name": "Hallway", "account": account}
    extensions = {
        v.TARGET: person,
        v.RECOMMENDATION_REASON: one.reason,
        v.NEED_ATTRIBUTES: {name: list(values) for name, values in need.attributes.items()},
    }
    around = {"grouping": [need_activity(told.base_url, need)]}
    return statement(
        told.base_url,
        f"needs/{need.id}/{need.rounds}/{one.kind}/{one.subject_id}",
        told.when,
        actor,
        v.RECOMMENDED,
        thing,
        result={"extensions": {v.RECOMMENDATION_ORDER: one.place}},
        context=context(thing, contextActivities=around, extensions=extensions),
    )


def opinion(told: Teller, need: Need, one: Recommendation, actor: Json) -> Json:
    """Tell that somebody ignored it, or rated whether it helped."""
    thing = subject(told.base_url, one.kind, one.subject_id, one.title)
    event = f"needs/{need.id}/{one.kind}/{one.subject_id}/{one.opinion}/{one.turns}"
    around = {"grouping": [need_activity(told.base_url, need)]}
    said = context(thing, contextActivities=around, statement=reference(str(one.told)))
    verb, more = v.IGNORED, {}
    if one.opinion != IGNORED:
        raw = 1 if one.opinion == HELPED else 0
        score = {"scaled": float(raw), "raw": raw, "min": 0, "max": 1}
        verb, more = v.RATED, {"result": {"score": score, "response": _WORDS[bool(raw)]}}
    return statement(told.base_url, event, told.when, actor, verb, thing, context=said, **more)


def ended(told: Teller, need: Need, actor: Json) -> Json:
    """Tell that the deal was closed or lost; of another need that it was resolved, or closed without that."""
    thing, won = need_activity(told.base_url, need), need.outcome == WON
    verb = _ENDS[need.facet_set == ASSOCIATION.name, won]
    response = words_of(need.facet_set).of(need.outcome)
    said = context(thing)
    if need.amount is not None:
        value = {"amount": need.amount / 100, "currency": need.currency}
        said = context(thing, extensions={v.MONETARY_VALUE: value})
    result = {"success": won, "completion": True, "response": response}
    event = f"needs/{need.id}/end/{need.outcome}/{need.turns}"
    return statement(
        told.base_url, event, told.when, actor, verb, thing, result=result, context=said
    )


def voided(told: Teller, target: UUID, actor: Json) -> Json:
    thing = reference(str(target))
    return statement(told.base_url, f"void/{target}", told.when, actor, v.VOIDED, thing)
