"""The set-up of workshops in the store and over HTTP.

`kinds` lists what a set-up consists of; `change` is the one way in which it changes; `standing` the way to read it.
"""
