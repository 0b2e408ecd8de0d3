"""Tests of `api/parts`."""
