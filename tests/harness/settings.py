"""The product's settings with test values filled in, for tools that load them outside a test run (mypy)."""

import os

os.environ.setdefault("SECRET_KEY", "for tests and type checks only, never for people")

from kanalkoll.config.settings import *  # noqa: F403
