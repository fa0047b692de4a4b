"""RSS and Atom: entries become suggestions of what to watch or read, for everybody of a store."""
