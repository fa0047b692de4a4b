"""Mailing lists: from an mbox file, a mailbox that is subscribed, or a Mailman 3 archive."""
