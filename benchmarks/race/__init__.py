"""``python -m benchmarks race``: many desks take the same few places at once."""
