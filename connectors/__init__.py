"""Outside systems become statements: one folder per system (nothing here yet)."""
