"""The appointment control sheet over HTTP: docs/capacity.md."""
