"""Numbers as the pages print them."""

_NARROW_SPACE = "\u202f"


def number(value: float) -> str:
    """Print a whole number, thousands apart: 1 067."""
    return f"{round(value):,}".replace(",", _NARROW_SPACE)


def counted(value: int, one: str, many: str = "") -> str:
    """Print a count with its noun: 1 entry, 15 entries."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"
