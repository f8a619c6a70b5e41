"""What WordPress's errors mean, and its answers when some of them are strange."""

import json
from collections.abc import Callable, Mapping

import pytest

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd

SITE = adapter("wordpress")


def _comment(number: int = 7, **changed: object) -> dict[str, object]:
    return {
        "id": number,
        "post": 5,
        "parent": 0,
        "author": 0,
        "author_name": "Kim",
        "date_gmt": "2026-11-21T10:00:00",
        "content": {"raw": "Hej", "rendered": "<p>Hej</p>"},
        "status": "approved",
        **changed,
    }


@pytest.mark.parametrize(
    ("code", "status", "error_class"),
    [
        ("rest_forbidden_context", 401, "auth_revoked"),
        ("rest_cannot_create", 401, "auth_revoked"),
        ("rest_cannot_edit", 403, "permission_missing"),
        ("rest_comment_invalid_id", 404, "not_found"),
        ("rest_post_invalid_id", 404, "not_found"),
        ("rest_comment_invalid_post_id", 403, "not_found"),
        ("rest_comment_closed", 403, "window_closed"),
        ("comment_duplicate", 409, "duplicate"),
        ("comment_flood", 400, "rate_limited"),
        ("too_many", 429, "rate_limited"),
        ("rest_comment_content_invalid", 400, "content_rejected"),
        ("comment_content_column_length", 400, "content_rejected"),
        ("rest_no_route", 404, "contract_violation"),
        ("rest_invalid_param", 400, "contract_violation"),
    ],
)
def test_an_error_of_wordpress_has_its_class(
    far_end: FarEnd, site: Access, code: str, status: int, error_class: ErrorClass
) -> None:
    far_end.says(
        {"code": code, "message": "Sorry", "data": {"status": status}}, status, {"Retry-After": "60"}
    )
    for verb in (
        lambda: SITE.get_comment(site, "comment-7"),
        lambda: SITE.reply(site, to="comment-7", post_id="post-5", text="x"),
        lambda: SITE.set_comment_hidden(site, "comment-7", True),
        lambda: SITE.delete_comment(site, "comment-7"),
    ):
        fault = _failure(verb)
        assert (fault.error_class, fault.detail) == (error_class, f"Sorry ({code})")
        assert fault.retry_after == (60 if error_class == "rate_limited" else None)


@pytest.mark.parametrize(
    ("told", "verb"),
    [
        (_comment(status="approved"), lambda site: SITE.set_comment_hidden(site, "comment-7", True)),
        (_comment(status="hold"), lambda site: SITE.set_comment_hidden(site, "comment-7", False)),
        (_comment(8, status="hold"), lambda site: SITE.set_comment_hidden(site, "comment-7", True)),
        ({"deleted": False, "previous": {}}, lambda site: SITE.delete_comment(site, "comment-7")),
        ([], lambda site: SITE.delete_comment(site, "comment-7")),
        ({"id": None}, lambda site: SITE.reply(site, to="comment-7", post_id="post-5", text="x")),
    ],
)
def test_a_yes_that_is_no_yes_leaves_the_outcome_unknown(
    far_end: FarEnd, site: Access, told: object, verb: Callable[[Access], object]
) -> None:
    far_end.says(told)
    assert _failure(lambda: verb(site)).error_class == "outcome_unknown"


@pytest.mark.parametrize(
    "strange", [_comment(content={"raw": 7}), _comment(id=0), "nonsens", _comment(post=[])]
)
def test_an_item_that_cannot_be_read_is_reported_and_the_others_stay(
    far_end: FarEnd, site: Access, strange: object
) -> None:
    far_end.says([_comment(6), strange, _comment(9)])
    page = SITE.list_comments(site, "post-5", cursor=None)
    assert [item.platform_id for item in page.items] == ["comment-6", "comment-9"]
    assert [json.loads(each.raw) for each in page.refused] == [strange]


@pytest.mark.parametrize(
    ("status", "hidden"), [("approved", False), ("hold", True), ("spam", True), ("trash", True), (None, True)]
)
def test_only_an_approved_comment_is_shown(
    far_end: FarEnd, site: Access, status: str | None, hidden: bool
) -> None:
    far_end.says(_comment(status=status))
    assert SITE.get_comment(site, "comment-7").hidden is hidden


def test_html_becomes_text_and_the_bytes_are_kept(far_end: FarEnd, site: Access) -> None:
    far_end.says(_comment(content={"rendered": "<p>Hej <b>du</b></p>"}, author_url="javascript:alert(1)"))
    found = SITE.get_comment(site, "comment-7")
    assert (found.text, found.altered, found.author.address) == ("Hej du", ("html_to_text",), None)
    assert b"<p>Hej <b>du</b></p>" in found.raw


@pytest.mark.parametrize("author", [2, "2"])
def test_what_our_own_user_wrote_is_ours(far_end: FarEnd, site: Access, author: object) -> None:
    far_end.says(_comment(author=author))
    assert SITE.get_comment(site, "comment-7").from_us


@pytest.mark.parametrize(
    ("count", "headers", "goes_on"),
    [
        (50, {}, True),
        (50, {"X-WP-Total": "50"}, False),
        (50, {"X-WP-Total": "51"}, True),
        (50, {"X-WP-Total": "många"}, True),
        (49, {}, False),
        (5, {"X-WP-Total": "99"}, False),
        (0, {"X-WP-Total": "99"}, False),
    ],
)
def test_a_list_goes_on_while_there_is_more_and_never_stands_still(
    far_end: FarEnd, site: Access, count: int, headers: Mapping[str, str], goes_on: bool
) -> None:
    headers = {name: value.encode("ascii", "replace").decode() for name, value in headers.items()}
    far_end.says([_comment(n + 1) for n in range(count)], headers=headers)
    assert (SITE.list_comments(site, "post-5", cursor=None).cursor is not None) is goes_on


@pytest.mark.parametrize(
    "cursor", ["", "{}", "[]", "[[1]]", '[["../users","after",0]]', '[["comments","after","x"]]']
)
def test_a_cursor_that_is_not_ours_is_refused(site: Access, cursor: str) -> None:
    with pytest.raises(PlatformError) as fault:
        SITE.list_comments(site, "post-5", cursor=cursor)
    assert fault.value.error_class == "contract_violation"


@pytest.mark.parametrize(
    "platform_id", ["post-7", "7", "comment-", "comment-7/../8", "comment-²", "comment--1", ""]
)
def test_an_id_that_cannot_be_a_comments_is_not_found_and_not_asked_for(
    far_end: FarEnd, site: Access, platform_id: str
) -> None:
    assert _failure(lambda: SITE.get_comment(site, platform_id)).error_class == "not_found"
    assert _failure(lambda: SITE.delete_comment(site, platform_id)).error_class == "not_found"
    assert far_end.requests == []


def test_wordpress_has_no_webhooks(site: Access) -> None:
    assert SITE.capabilities["webhook"].level == "none"
    assert SITE.webhook_verify(site, {"X-Hub-Signature-256": "sha256="}, b"") is False
    assert _failure(lambda: SITE.webhook_parse(b"{}")).error_class == "unsupported"
    assert _failure(lambda: SITE.webhook_challenge(site, {})).error_class == "unsupported"


def _failure(verb: Callable[[], object]) -> PlatformError:
    with pytest.raises(PlatformError) as fault:
        verb()
    return fault.value
