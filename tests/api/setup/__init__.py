"""The set-up in the store and over HTTP."""
