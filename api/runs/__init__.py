"""Runs: one solve each, durable from the moment it is accepted.

`records` says what a run is, `runner` executes them on a `concurrent.futures` executor, `meter` thins out
their progress.
"""
