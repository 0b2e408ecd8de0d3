"""Tests of `optimizer/capacity`."""
