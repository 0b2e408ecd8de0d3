"""Tests of `api/customers`."""
