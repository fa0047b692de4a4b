"""Pure: what is told in xAPI about a share: shared with a group, and assigned where it has a day."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from lrs.telling import Json, Statement, by_our_profile, context, statement, statement_id, timestamp
from lrs.vocabulary import ASSIGNED, NEEDED_BY, PRIORITY, SHARE_MEDIUM, SHARED, TARGET, Verb
from lti_tool.notifications.moments import moment
from lti_tool.notifications.statements import Step, Trace, delivered
from lti_tool.sharing.share import Share


def telling(thing: Json, sender: Json, around: Json) -> str:
    """Write down what the statements of a share name; its worker tells them later."""
    return orjson.dumps({"thing": thing, "sender": sender, "around": around}).decode()


def trace(share: Share, base_url: str) -> Trace:
    """Give what the statements about the way of its notices say."""
    said = orjson.loads(share.telling)
    sent = statement_id(base_url, _event(share), SHARED)
    return Trace(said["thing"], said["sender"], sent, said["around"])


def sent(share: Share, base_url: str, when: datetime) -> list[Statement]:
    """Tell that it was shared, and that it was assigned where there is a day."""
    verbs = [SHARED, ASSIGNED] if share.must_by and share.round == 1 else [SHARED]
    return [_told(share, base_url, when, verb) for verb in verbs]


def put_in(share: Share, base_url: str, person_id: UUID, person: Json) -> Statement:
    """Tell that it lies in the inbox of a person."""
    event = f"shares/{share.id}/{person_id}"
    step = Step(base_url, event, moment(share.send_at), "inbox")
    return delivered(trace(share, base_url), step, person)


def _told(share: Share, base_url: str, when: datetime, verb: Verb) -> Statement:
    said = orjson.loads(share.telling)
    around = {"contextActivities": said["around"]} if said["around"] else {}
    told = context(said["thing"], extensions=_extensions(share, base_url), **around)
    sender, thing = said["sender"], said["thing"]
    return by_our_profile(
        statement(base_url, _event(share), when, sender, verb, thing, context=told)
    )


def _extensions(share: Share, base_url: str) -> dict[str, Any]:
    account = {"homePage": base_url, "name": f"audiences/{share.audience}"}
    group = {"objectType": "Group", "name": share.audience_name, "account": account}
    due = {NEEDED_BY: timestamp(moment(share.must_by))} if share.must_by else {}
    priority = {PRIORITY: "high" if share.important else "normal"}
    return {TARGET: group, SHARE_MEDIUM: "lms", **priority, **due}


def _event(share: Share) -> str:
    return f"shares/{share.id}" if share.round == 1 else f"shares/{share.id}/{share.round}"
