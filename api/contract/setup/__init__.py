"""The JSON contract of a workshop's set-up, version 1: docs/setup.md."""

from api.contract.setup.document import SETUP_KIND, SetupDocument, read_setup, write_setup

__all__ = ["SETUP_KIND", "SetupDocument", "read_setup", "write_setup"]
