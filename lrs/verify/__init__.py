"""/verify and what it rests on, open to everybody: checks, keys (did:web) and revocations."""

from lrs.verify.pages import blueprint

__all__ = ["blueprint"]
