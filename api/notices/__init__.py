"""Calls to customers: who is told what of a new plan, and what they answered."""
