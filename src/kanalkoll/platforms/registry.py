"""The only door to the adapters."""

from collections.abc import Mapping
from types import MappingProxyType

from kanalkoll.platforms.adapter import Adapter
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.facebook.pages import FacebookPages
from kanalkoll.platforms.wordpress.site import WordPressSite

_ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {"facebook": FacebookPages(), "wordpress": WordPressSite()}
)


def adapter(name: str) -> Adapter:
    """The adapter of that name. Raises "unsupported" for a platform that Kanalkoll cannot reach."""
    try:
        return _ADAPTERS[name]
    except KeyError:
        raise PlatformError("unsupported", detail=name) from None


def adapters() -> Mapping[str, Adapter]:
    return _ADAPTERS
