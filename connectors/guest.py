"""Pure: who somebody is of whom a system knows no more than an e-mail address and a name."""

from hashlib import sha256

from lrs.telling import Json


def guest(home: str, email: str, name: str, *, by_address: bool) -> Json:
    """Give the address itself where the connection allows it, else an account that only its hash names.

    The same address is the same account in every event of that system, so that it is joined once.
    """
    address = email.strip().lower()
    named = {"name": name} if name else {}
    if by_address:
        return {"objectType": "Agent", **named, "mbox": f"mailto:{address}"}
    named = {} if "@" in name else named  # some systems give an address for the name
    account = {"homePage": home, "name": f"guest/{sha256(address.encode()).hexdigest()[:32]}"}
    return {"objectType": "Agent", **named, "account": account}
