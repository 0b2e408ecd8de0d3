"""The embedded store: runs and their journal, in SQLite by default.

`database` opens and migrates it, `tables` says what is in it, `runs` and `journal` read and write it.
Every change is one transaction that writes the state and its journal row together.
"""
