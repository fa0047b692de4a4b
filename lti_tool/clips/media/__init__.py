"""Media: where the bytes of clips, posters and documents lie, and the short addresses that serve them."""
