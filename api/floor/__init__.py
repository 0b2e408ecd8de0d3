"""The workshop floor: what happens is told, checked against what is, kept, and becomes the day that is re-planned.

`scenarios.events` says what follows from what was told; here are its store, its routes, and `day.floor_day`.
"""
