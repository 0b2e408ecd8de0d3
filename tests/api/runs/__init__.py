"""Tests of `api/runs`."""
