"""Course copy: what a link shows is found again after its course was copied."""
