"""A workshop as it stands for years: its set-up, and how that becomes the workshop of given dates.

`records` is what people maintain, `resolve` turns it into instants, `faults` judges it, `affected` says which booked
work a change takes its place from.
"""
