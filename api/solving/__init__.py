"""Solves in processes of their own, so that a search takes neither the interpreter nor the processor from the API.

`messages` is what the two sides say to each other, `worker` runs in the process, `process` is the service's end of
one, `pool` has several and hands each run to a free one.
"""
