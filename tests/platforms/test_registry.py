"""The door to the adapters, and what each of them says it can do."""

import pytest

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter, adapters


def test_every_adapter_is_found_by_its_name() -> None:
    assert {name: adapter(name).name for name in adapters()} == {
        "facebook": "facebook",
        "wordpress": "wordpress",
    }


def test_a_platform_we_cannot_reach_is_said_to_be_so() -> None:
    with pytest.raises(PlatformError) as fault:
        adapter("orkut")
    assert fault.value.error_class == "unsupported"


@pytest.mark.parametrize("name", adapters())
def test_every_capability_gives_its_reason_and_all_adapters_name_the_same_ones(name: str) -> None:
    platform = adapter(name)
    assert set(platform.capabilities) == set(adapter("facebook").capabilities)
    assert all(each.reason.endswith(".") for each in platform.capabilities.values())
    assert platform.time_limit > 30
