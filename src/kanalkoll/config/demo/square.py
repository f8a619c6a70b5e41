"""The other side: asking Torget, over HTTP, to let residents and pages do what the stories say they did."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from kanalkoll.config.demo.towns import AccountPlan

PATIENCE = 20.0
NO_SUCH_SWITCH = 404


class SquareRefused(Exception):
    """Torget did not understand what it was asked; the text is its own."""


@dataclass(frozen=True, slots=True)
class PageKeys:
    """How a page is reached, and what its webhooks are signed with. `kept`: it was there before."""

    id: str
    token: str
    secrets: Mapping[str, str]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Square:
    """A running Torget. `address` is where it listens, without a slash at the end."""

    address: str
    client: httpx.Client

    def open_pages(self, accounts: Iterable[AccountPlan], people: Mapping[str, str]) -> dict[str, PageKeys]:
        """Each account as a page of its own, by account key; one that is there already is left as it is."""
        plans = list(accounts)
        pages = [
            {
                "name": plan.name,
                "about": plan.about,
                "administrators": [people[key] for key in plan.administrators],
            }
            for plan in plans
        ]
        told = self._post("seed", {"pages": pages})["pages"]
        app = self._get("pages")["app"]
        secrets = {"app_id": app["id"], "app_secret": app["secret"], "verify_token": app["verify_token"]}
        return {
            plan.key: PageKeys(
                page["id"], page["token"], {"token": page["token"], **secrets}, page.get("kept") is True
            )
            for plan, page in zip(plans, told, strict=True)
        }

    def turn_to(self, at: datetime | None) -> None:
        """Hold the town's clock at a moment (None lets it run), so that our answers get their own time."""
        answer = self.client.post(
            f"{self.address}/_torget/clock", json={"at": at.isoformat() if at else None}
        )
        # A town whose clock cannot be held shows our answers at the moment they were really sent.
        if answer.status_code != NO_SUCH_SWITCH:
            _understood(answer)

    def write(self, page_id: str, text: str, *, author: str | None, at: datetime) -> str:
        """A post on the page; returns its id. `author` None means the page itself."""
        return self._act({"do": "add_post", "page": page_id, "text": text, "author": author}, at)

    def comment(self, on: str, text: str, *, author: str, at: datetime) -> str:
        """A resident's comment; returns its id."""
        return self._act({"do": "add_comment", "on": on, "text": text, "author": author}, at)

    def edit(self, item_id: str, text: str, *, at: datetime) -> None:
        """The writer changes the words."""
        self._act({"do": "edit_comment", "id": item_id, "text": text}, at)

    def delete(self, item_id: str, *, at: datetime) -> None:
        """The writer takes it away, with what was written under it."""
        self._act({"do": "delete_comment", "id": item_id}, at)

    def tell_of(self, page: PageKeys, *, others: Iterable[PageKeys], url: str) -> None:
        """Send this page's changes to the address from now on, and only this page's."""
        for each in others:
            answer = self.client.delete(
                f"{self.address}/v26.0/{each.id}/subscribed_apps", params={"access_token": each.token}
            )
            _understood(answer)
        self._post("webhooks", {"url": url})

    def _act(self, act: Mapping[str, object], at: datetime) -> str:
        told = self._post("acts", {**act, "at": at.isoformat()})["done"]
        return str(told[0]["id"])

    def _get(self, switch: str) -> Any:
        return _understood(self.client.get(f"{self.address}/_torget/{switch}"))

    def _post(self, switch: str, value: Mapping[str, object]) -> Any:
        return _understood(self.client.post(f"{self.address}/_torget/{switch}", json=value))


@contextmanager
def square(address: str) -> Iterator[Square]:
    """Torget at that address, for as long as the block lasts."""
    with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
        yield Square(address.rstrip("/"), client)


def _understood(answer: httpx.Response) -> Any:
    if answer.status_code != 200:
        raise SquareRefused(f"{answer.request.url}: {answer.status_code} {answer.text[:300]}")
    return answer.json()
