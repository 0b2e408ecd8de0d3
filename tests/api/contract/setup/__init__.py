"""The contract of a set-up."""
