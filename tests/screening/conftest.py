"""Stories through the rooms: a stage with a municipality, its people, and a town."""

from tests.harness.stage import stage

__all__ = ["stage"]
