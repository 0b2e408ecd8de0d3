"""Tests of the command, the service and the pages."""
