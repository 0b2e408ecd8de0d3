"""Tests of `api/service`."""
