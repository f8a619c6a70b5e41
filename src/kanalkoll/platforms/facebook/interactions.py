"""Facebook has no list of all comments on a Page: this one is read post by post, one call at a time.

The cursor is our own note of how far we have come: first the visitors' posts, then our own, and after each
page of posts the threads of those that have changed.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.untrusted import Fields, fields

Edge = Literal["visitor_posts", "published_posts"]


@dataclass(frozen=True, slots=True)
class Place:
    """`edge` None: no more posts to list. `after`: cursor among the posts; `within`: cursor in the first
    thread.
    """

    edge: Edge | None = "visitor_posts"
    after: str | None = None
    threads: tuple[str, ...] = ()
    within: str | None = None

    def listed(self, threads: tuple[str, ...], after: str | None) -> "Place":
        """A page of posts has been read: their threads come next, then the following page or the other
        edge.
        """
        if after:
            return Place(self.edge, after, threads)
        return Place("published_posts" if self.edge == "visitor_posts" else None, None, threads)

    def read(self, within: str | None) -> "Place":
        """A page of the first thread has been read."""
        threads = self.threads if within else self.threads[1:]
        return Place(self.edge, self.after, threads, within)

    def cursor(self) -> str | None:
        return json.dumps(asdict(self)) if self.edge or self.threads else None


def place(cursor: str | None) -> Place:
    """Raises "contract_violation" for a cursor that is not ours."""
    if cursor is None:
        return Place()
    try:
        told = fields(json.loads(cursor))
        edge = _edge(told)
        threads = told["threads"]
        if isinstance(threads, list) and all(isinstance(thread, str) for thread in threads):
            return Place(edge, _text(told, "after"), tuple(threads), _text(told, "within"))
    except (ValueError, KeyError, RecursionError):
        pass
    raise PlatformError("contract_violation", detail="not a cursor of ours")


def _edge(told: Fields) -> Edge | None:
    edge = told["edge"]
    if edge == "visitor_posts" or edge == "published_posts":
        return edge
    if edge is None:
        return None
    raise ValueError(edge)


def _text(told: Fields, name: str) -> str | None:
    value = told[name]
    if value is None or isinstance(value, str):
        return value
    raise ValueError(name)
