"""Tests of `api/web`."""
