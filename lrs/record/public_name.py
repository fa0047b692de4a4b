"""What learners may read of who decided about their record: a name; an address is none."""

AN_ADMINISTRATOR = "an administrator"


def public_name(by: str) -> str:
    """Give the name of somebody of the staff, of whom the audit notes who it was."""
    return AN_ADMINISTRATOR if "@" in by or not by.strip() else by
