from lrs.xapi.person import person

ACCOUNT = {"homePage": "https://lms.example.com", "name": "4711"}


def test_one_agent_gives_one_entry_of_each() -> None:
    agent = {"objectType": "Agent", "name": "Ann", "mbox": "mailto:ann@example.com"}
    assert person([agent]) == {
        "objectType": "Person",
        "name": ["Ann"],
        "mbox": ["mailto:ann@example.com"],
    }


def test_several_agents_are_gathered_in_order_without_repetition() -> None:
    found = person(
        [
            {"name": "Ann", "mbox": "mailto:ann@example.com"},
            {"name": "Ann", "account": ACCOUNT},
            {"name": "A. Smith", "account": dict(ACCOUNT)},
            {"openid": "https://ann.example.com", "mbox_sha1sum": "ab" * 20},
        ]
    )
    assert found == {
        "objectType": "Person",
        "name": ["Ann", "A. Smith"],
        "mbox": ["mailto:ann@example.com"],
        "mbox_sha1sum": ["ab" * 20],
        "openid": ["https://ann.example.com"],
        "account": [ACCOUNT],
    }


def test_nobody_is_still_a_person_object() -> None:
    assert person([]) == {"objectType": "Person"}
