"""Records as files that leave the house: one row for each entry, the same in every format."""
