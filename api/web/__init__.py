"""The pages: served as they are, nothing built, nothing loaded from elsewhere."""
