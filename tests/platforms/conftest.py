"""What the platform tests share: a far end, and access to it."""

from collections.abc import Iterator

import pytest

from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd, listening


@pytest.fixture(scope="session")
def _listener() -> Iterator[FarEnd]:
    with listening() as far_end:
        yield far_end


@pytest.fixture
def far_end(_listener: FarEnd) -> FarEnd:
    _listener.requests.clear()
    _listener.says({})
    return _listener


@pytest.fixture
def page(far_end: FarEnd) -> Access:
    """Access to a Facebook Page at the far end."""
    secrets = {"app_id": "1", "app_secret": "hemligt", "verify_token": "handslag"}
    return Access("facebook", far_end.address, "100", "EAAToken", secrets)


@pytest.fixture
def site(far_end: FarEnd) -> Access:
    """Access to a WordPress site at the far end."""
    return Access("wordpress", far_end.address, "2", "abcd efgh", {"username": "kanalkoll"})
