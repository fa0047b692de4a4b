"""How fast the record store is, beside what this machine can do. Run by `make bench`, never by the tests."""
