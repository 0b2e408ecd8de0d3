"""Solver processes."""
