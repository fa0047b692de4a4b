"""SQL: the tables, and one file per concept that reads and writes them."""
