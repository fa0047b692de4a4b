"""Processing: what people bring becomes MP4 that every browser plays, in a process that can do little harm."""
