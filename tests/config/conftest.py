"""A stage for what concerns every room at once."""

from tests.harness.stage import stage

__all__ = ["stage"]
