"""Whatever a platform answers, the rooms above see values or a failure with a name."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.registry import adapters
from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)

WORDS = st.sampled_from(
    [
        "id",
        "data",
        "from",
        "paging",
        "cursors",
        "after",
        "next",
        "message",
        "error",
        "code",
        "parent",
        "attachment",
        "content",
        "rendered",
        "raw",
        "post",
        "author",
        "title",
        "rest_base",
        "supports",
        "deleted",
        "success",
    ]
)
STATUSES = st.sampled_from([200, 201, 204, 400, 401, 403, 404, 409, 418, 429, 500])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    told=JSON,
    junk=st.none() | st.binary(max_size=60),
    status=STATUSES,
)
@pytest.mark.parametrize("name", ["facebook", "wordpress"])
def test_a_platform_that_answers_nonsense_never_raises_anything_but_a_platform_error(
    far_end: FarEnd, page: Access, site: Access, name: str, told: object, junk: bytes | None, status: int
) -> None:
    far_end.says(told if junk is None else junk, status=status, headers={"X-WP-Total": ascii(told)[:20]})
    platform = adapters()[name]
    access, post, comment = (page, "100_5", "5_7") if name == "facebook" else (site, "post-5", "comment-7")
    reads: list[Callable[[], object]] = [
        lambda: platform.list_posts(access, since=NOW, cursor=None),
        lambda: platform.get_post(access, post),
        lambda: platform.list_interactions(access, since=None, cursor=None),
        lambda: platform.list_comments(access, post, cursor=None),
        lambda: platform.get_comment(access, comment),
        lambda: platform.find_reply(access, to=comment, post_id=post, text="x", since=NOW),
    ]
    writes: list[Callable[[], object]] = [
        lambda: platform.reply(access, to=comment, post_id=post, text="x\ud800"),
        lambda: platform.set_comment_hidden(access, comment, True),
        lambda: platform.delete_comment(access, comment),
    ]
    for verb in reads:
        with suppress(PlatformError):
            verb()
    for verb in writes:
        assert _class_of(verb) != "transient" or far_end.requests[-1].startswith(b"GET")
    assert platform.health(access).ok in (True, False)


def _class_of(verb: Callable[[], object]) -> ErrorClass | None:
    try:
        verb()
    except PlatformError as fault:
        return fault.error_class
    return None
