"""Fixtures that every test may ask for."""

import os
from pathlib import Path
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.harness import databases
from tests.harness.browser import browser, desktop, open_page, phone, scriptless
from tests.harness.plugin import touches_database

__all__ = ["browser", "desktop", "open_page", "phone", "scriptless"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Names the test database of this process."""
    databases.name_test_database(
        folder=Path(os.environ["KANALKOLL_DATA"]), worker=os.environ.get("PYTEST_XDIST_WORKER", "alone")
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The migrated database, to which every test that commits returns."""
    with django_db_blocker.unblock():
        databases.put_back_after_commits()


@pytest.fixture(autouse=True)
def _own_data_folder(request: pytest.FixtureRequest) -> None:
    """Files of one test (blobs, keys) are never seen by another."""
    if touches_database(request.node):
        settings: Any = request.getfixturevalue("settings")
        settings.KANALKOLL_DATA = request.getfixturevalue("tmp_path")
