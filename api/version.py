"""The version of the installed package."""

from __future__ import annotations

from importlib.metadata import version as installed_version


def version() -> str:
    """Such as ``0.1.0``."""
    return installed_version("heijunka")
