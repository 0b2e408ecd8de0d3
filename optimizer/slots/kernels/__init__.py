"""Compiled code of the book. In a package of its own: numba's cache is named after the sources of the package."""
