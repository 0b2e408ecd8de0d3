"""The same rules through the engine: it uses the last minute that a rule leaves, and does otherwise beyond."""
