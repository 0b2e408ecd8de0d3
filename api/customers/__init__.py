"""Customers: names and phones apart from all else, so that they can be erased and everything else stays."""
