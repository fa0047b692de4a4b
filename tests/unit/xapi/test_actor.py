"""Who a statement may be about: Agents, Groups and their identifiers."""

import pytest

from tests.builders import a_group, an_agent
from tests.unit.xapi.full_statement import ABSENT, IRI, everywhere

GROUP = {"objectType": "Group"}

GOOD: list[tuple[str, object]] = [
    ("/actor", {"mbox": "mailto:a@example.org"}),
    ("/actor", {"mbox_sha1sum": "CD9b00a5611f94eaa7b1661edab976068e364975"}),
    ("/actor", {"openid": "https://openid.example.org/ada"}),
    ("/actor", a_group(mbox="mailto:team@example.org", member=[])),
    ("/actor", {"objectType": "Group", "account": {"homePage": IRI, "name": "team"}}),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/actor", ABSENT, "/actor"),
    ("/actor", "ada", "/actor"),
    ("/actor", [], "/actor"),
    ("/actor", {}, "/actor"),
    ("/actor", {"name": "nobody"}, "/actor"),
    ("/actor", an_agent(mbox="mailto:a@example.org", openid=IRI), "/actor"),
    ("/actor", an_agent(objectType="agent"), "/actor/objectType"),
    ("/actor", an_agent(objectType=[]), "/actor/objectType"),
    ("/actor", an_agent(objectType="Activity"), "/actor/objectType"),
    ("/actor", an_agent(member=[]), "/actor/member"),
    ("/actor/name", 5, "/actor/name"),
    ("/actor/mbox", "a@example.org", "/actor/mbox"),
    ("/actor/mbox", "mailto:example.org", "/actor/mbox"),
    ("/actor/mbox", "mailto:a b@example.org", "/actor/mbox"),
    ("/actor/mbox", "", "/actor/mbox"),
    ("/actor", {"mbox_sha1sum": "cd9b"}, "/actor/mbox_sha1sum"),
    ("/actor", {"openid": "open.id.com/testUser"}, "/actor/openid"),
    ("/actor", {"account": "x"}, "/actor/account"),
    ("/actor", {"account": {"name": "x"}}, "/actor/account/homePage"),
    ("/actor", {"account": {"homePage": IRI}}, "/actor/account/name"),
    ("/actor", {"account": {"homePage": "x.com", "name": "x"}}, "/actor/account/homePage"),
    ("/actor", {"account": {"homePage": IRI, "name": 1}}, "/actor/account/name"),
    ("/actor", {"account": {"homePage": IRI, "name": "x", "id": "1"}}, "/actor/account/id"),
    ("/actor", GROUP, "/actor"),
    ("/actor", GROUP | {"member": []}, "/actor"),
    ("/actor", GROUP | {"member": an_agent()}, "/actor/member"),
    ("/actor", a_group(an_agent(), {"name": "x"}), "/actor/member/1"),
    ("/actor", a_group(an_agent(objectType="Group")), "/actor/member/0/objectType"),
    ("/actor", a_group(mbox="mailto:a@b.c", openid=IRI), "/actor"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4
