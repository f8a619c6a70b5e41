"""The suite's own pytest plugin, named in pyproject so that it acts before Django reads its settings.

`--db=sqlite` (the default) runs everything. `--db=postgres` runs the tests that touch the database, on a
throw-away cluster; browsers and foreign servers are left to the first run, whose path they share.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator

import pytest

from tests.harness import machine
from tests.harness.postgres import Cluster

pytest_plugins = ("tests.harness.clauses", "pytester")
pytest.register_assert_rewrite("tests.harness.browser")

DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server"})
LEFT_TO_SQLITE = ("browser", "real")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch between the two engines."""
    parser.addoption(
        "--db",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="the database engine: sqlite runs everything, postgres what touches the database",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Sets the environment that the settings are read from; worker processes inherit it."""
    for name in [name for name in os.environ if name.startswith("KANALKOLL_")]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="kanalkoll-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.mkdir(os.path.join(folder, "static"))
    os.environ["KANALKOLL_DATA"] = folder
    os.environ["SECRET_KEY"] = "for tests only, and long enough to be let through"
    os.environ["KANALKOLL_HTTPS"] = "0"
    os.environ.pop("DATABASE_URL", None)
    if early_config.known_args_namespace.db == "postgres":
        programs = machine.postgres_programs()
        if programs is None:
            raise pytest.UsageError(
                "PostgreSQL is not installed; as root: apt-get install --no-install-recommends postgresql"
            )
        cluster = Cluster(programs)
        atexit.register(cluster.end)
        os.environ["DATABASE_URL"] = cluster.url
    return (yield)


def touches_database(item: pytest.Item) -> bool:
    """Whether the test reads or writes rows."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keeps only what PostgreSQL can change the outcome of."""
    if config.option.db != "postgres":
        return
    kept = [
        item
        for item in items
        if touches_database(item) and not any(item.get_closest_marker(mark) for mark in LEFT_TO_SQLITE)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
