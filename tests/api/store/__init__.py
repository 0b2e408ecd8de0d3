"""Tests of `api/store`."""
