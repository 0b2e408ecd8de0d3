"""The search for slots."""
