"""Links by channel, and hashtags."""

from collections.abc import Iterator

from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View


def find(view: View, channel: str | None) -> Iterator[Remark]:
    """Links that do not work or do not tell, and tags that a screen reader cannot take apart."""
    yield from ()
