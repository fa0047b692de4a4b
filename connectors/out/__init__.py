"""Out: statements forwarded to other LRSs, and signed calls when something happens in a record."""
