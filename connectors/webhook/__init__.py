"""Any system that can sign a webhook: a mapping says what its events mean."""
