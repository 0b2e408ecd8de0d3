"""Small odd days: everything a valid day may be, in as little of it as possible, for tests and soaks."""

from scenarios.odd.day import build_odd_day, odd_day
from scenarios.odd.picker import Picker, RandomPicker

__all__ = ["Picker", "RandomPicker", "build_odd_day", "odd_day"]
