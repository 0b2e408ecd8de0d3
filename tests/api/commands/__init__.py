"""Tests of `api/commands`."""
