"""Keys by hash: different names never fall together for want of a separator."""

from lrs.storage.hashing import document_key, index_key


def test_parts_do_not_run_into_each_other() -> None:
    parts = [
        ("ab", "c"),
        ("a", "bc"),
        ("abc",),
        ("abc", ""),
        ("abc", None),
        ("", "abc"),
        (None, "abc"),
        ("1:a", "b"),
        ("a\0b",),
        ("a", "b"),
        ("-",),
        (None,),
        ("\ud800",),
        ("😀",),
    ]
    assert len({document_key(1, *each) for each in parts}) == len(parts)


def test_stores_and_kinds_have_keys_of_their_own() -> None:
    keys = {index_key(store, kind, "x") for store in (1, 2) for kind in ("agent", "activity")}
    assert len(keys) == 4
    assert document_key(1, "x") != document_key(2, "x")


def test_keys_fit_into_a_signed_column_and_never_change() -> None:
    keys = [index_key(1, "agent", str(number)) for number in range(1000)]
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert min(keys) < 0 < max(keys)
    assert index_key(1, "verb", "x:v") == index_key(1, "verb", "x:v")
