"""Web Push: the key by which push services know us, the browsers they reach, and sending (RFC 8030, 8291, 8292)."""
