"""The store: SQLite in one file by default, PostgreSQL by URL.

`database` opens it (`sqlite`, `postgresql`), `migrate` brings it to the newest revision, `*tables` say what is in it,
`runs`, `journal` and `answers` read and write it, `locks` says who waits for whom.
Every change is one transaction that writes the state and its journal row together.
"""
