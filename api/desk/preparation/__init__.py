"""What to prepare for the next days: parts to pick, calls to make, cars to fetch. docs/parts.md."""
