"""Tests of `api/board`."""
