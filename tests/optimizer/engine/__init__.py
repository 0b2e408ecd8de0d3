"""The engine: its parts, and what it promises to the referee."""
