"""A town with one page and one post, served on a free port, and somebody who calls it as a program does."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from torget.server import running
from torget.town import Town
from torget.values import Account, Item


@dataclass(frozen=True)
class Caller:
    """A program that signs in as a page."""

    address: str
    token: str
    http: httpx.Client

    def get(self, path: str, **params: str | int) -> httpx.Response:
        return self.http.get(f"{self.address}/v26.0{path}", params=self._with_token(params))

    def post(self, path: str, **params: str | bool) -> httpx.Response:
        return self.http.post(f"{self.address}/v26.0{path}", data=self._with_token(params))

    def delete(self, path: str) -> httpx.Response:
        return self.http.delete(f"{self.address}/v26.0{path}", params=self._with_token({}))

    def _with_token(self, params: dict[str, str | int] | dict[str, str | bool]) -> dict[str, str]:
        words = {
            key: str(value).lower() if isinstance(value, bool) else str(value)
            for key, value in params.items()
        }
        return {**words, "access_token": self.token}


@pytest.fixture
def town() -> Iterator[Town]:
    town = Town()
    yield town
    town.close()


@pytest.fixture
def torget(town: Town) -> Iterator[str]:
    """The address of the running town."""
    with running(town) as address:
        yield address


@pytest.fixture
def page(town: Town) -> Account:
    return town.add_page("Exempelköpings kommun", administrators=["Eva Svensson"])


@pytest.fixture
def post(town: Town, page: Account) -> Item:
    return town.add_post(page.id, "Simhallen öppnar på måndag.")


@pytest.fixture
def comment(town: Town, post: Item) -> Item:
    return town.add_comment(post.id, author="Bosse Ekdahl", text="Gäller årskortet?")


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """One client for all tests: making one takes longer than most of them."""
    with httpx.Client(timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture
def graph(torget: str, page: Account, http: httpx.Client) -> Caller:
    return Caller(torget, page.token, http)
