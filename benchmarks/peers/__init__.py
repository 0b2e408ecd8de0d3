"""What others make of the same days."""
