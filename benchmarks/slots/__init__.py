"""The appointment desk: how fast, how level, how sure, and what insertion misses."""
