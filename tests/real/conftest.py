"""Real servers, started by the tests."""

from tests.harness.wordpress import wordpress

__all__ = ["wordpress"]
