"""``python -m benchmarks http``: requests at a steady rate against a real service while it plans a day."""
