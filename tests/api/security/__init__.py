"""Tests of `api/security`."""
