"""The LTI 1.3 launch: platforms, keys, login, validation and the session that follows."""
