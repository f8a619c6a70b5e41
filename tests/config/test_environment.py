"""The installation's settings are read once, and every fault is told at once."""

import pytest

from kanalkoll.config.environment import BadEnvironment, read

SECRET = "x" * 40


def test_without_an_address_the_embedded_database_in_the_data_folder_is_used():
    found = read({"SECRET_KEY": SECRET, "KANALKOLL_DATA": "/srv/kanalkoll"})
    assert found.database["NAME"] == "/srv/kanalkoll/kanalkoll.sqlite3"


def test_a_postgresql_address_with_an_escaped_password_is_taken_apart():
    found = read(
        {"SECRET_KEY": SECRET, "DATABASE_URL": "postgresql://kk:l%C3%B6sen%40@db.example:5433/kanal"}
    )
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert (found.database["PASSWORD"], found.database["PORT"]) == ("lösen@", "5433")


def test_every_fault_is_listed_together():
    with pytest.raises(BadEnvironment) as told:
        read(
            {
                "SECRET_KEY": "kort",
                "DATABASE_URL": "mysql://x/y",
                "KANALKOLL_HTTPS": "ja",
                "KANALKOLL_HOSTS": "*",
            }
        )
    for word in ("SECRET_KEY", "DATABASE_URL", "KANALKOLL_HTTPS", "KANALKOLL_HOSTS"):
        assert word in str(told.value)


def test_the_demonstration_refuses_to_be_reached_from_elsewhere():
    with pytest.raises(BadEnvironment, match="egna datorn"):
        read({"SECRET_KEY": SECRET, "KANALKOLL_DEMO": "1", "KANALKOLL_HOSTS": "sociala.aneby.example"})


def test_outside_the_demonstration_cookies_travel_over_https_only():
    assert read({"SECRET_KEY": SECRET}).https
    assert not read({"SECRET_KEY": SECRET, "KANALKOLL_DEMO": "1"}).https
