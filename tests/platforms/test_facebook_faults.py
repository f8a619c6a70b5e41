"""Every error of the Graph API has its meaning, and nonsense has one too."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.registry import adapter, adapters
from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd

FACEBOOK = adapter("facebook")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "status", "read", "write"),
    [
        ({"code": 190}, 400, "auth_revoked", "auth_revoked"),
        ({"code": 190, "error_subcode": 463}, 400, "auth_expired", "auth_expired"),
        ({"code": 190, "error_subcode": 460}, 400, "auth_revoked", "auth_revoked"),
        ({"code": 10}, 403, "permission_missing", "permission_missing"),
        ({"code": 200}, 403, "permission_missing", "permission_missing"),
        ({"code": 299}, 400, "permission_missing", "permission_missing"),
        ({"code": 4}, 429, "rate_limited", "rate_limited"),
        ({"code": 4, "is_transient": True}, 400, "rate_limited", "rate_limited"),
        ({"code": 17}, 400, "rate_limited", "rate_limited"),
        ({"code": 32}, 400, "rate_limited", "rate_limited"),
        ({"code": 613}, 400, "rate_limited", "rate_limited"),
        ({"code": 80001}, 400, "rate_limited", "rate_limited"),
        ({"code": 341}, 400, "rate_limited", "rate_limited"),
        ({"code": 1}, 400, "transient", "outcome_unknown"),
        ({"code": 2, "is_transient": True}, 503, "transient", "outcome_unknown"),
        ({"code": 9, "is_transient": True}, 400, "transient", "outcome_unknown"),
        ({"code": 368}, 400, "account_restricted", "account_restricted"),
        ({"code": 506}, 400, "duplicate", "duplicate"),
        ({"code": 100, "error_subcode": 1366051}, 400, "duplicate", "duplicate"),
        ({"code": 100, "error_subcode": 1366046}, 400, "media_rejected", "media_rejected"),
        ({"code": 1, "error_subcode": 1390008}, 400, "rate_limited", "rate_limited"),
        ({"code": 100, "error_subcode": 1346003}, 400, "content_rejected", "content_rejected"),
        ({"code": 100, "error_subcode": 4854002}, 400, "permission_missing", "permission_missing"),
        ({"code": 100}, 400, "content_rejected", "content_rejected"),
        ({"code": 100, "error_subcode": 33}, 400, "not_found", "not_found"),
        ({"code": 2635}, 400, "api_version_retired", "api_version_retired"),
        ({"code": 987654}, 400, "contract_violation", "contract_violation"),
        ({"code": "190"}, 400, "contract_violation", "outcome_unknown"),
        ("wrong", 400, "contract_violation", "outcome_unknown"),
        ({"code": 190}, 200, "auth_revoked", "auth_revoked"),
    ],
)
def test_an_error_of_the_graph_api_has_its_class(
    far_end: FarEnd, page: Access, error: object, status: int, read: ErrorClass, write: ErrorClass
) -> None:
    far_end.says({"error": error}, status=status)
    assert _failure(lambda: FACEBOOK.get_comment(page, "5_7")).error_class == read
    assert _failure(lambda: FACEBOOK.reply(page, to="5_7", post_id="100_5", text="x")).error_class == write
    assert _failure(lambda: FACEBOOK.set_comment_hidden(page, "5_7", True)).error_class == write
    assert _failure(lambda: FACEBOOK.delete_comment(page, "5_7")).error_class == write


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (200, "contract_violation", "outcome_unknown"),
        (400, "contract_violation", "outcome_unknown"),
        (401, "auth_revoked", "auth_revoked"),
        (404, "contract_violation", "outcome_unknown"),
        (429, "rate_limited", "rate_limited"),
        (500, "transient", "outcome_unknown"),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>404</html>", b'{"id":', b"[]", b"17", b"null"])
def test_an_answer_that_is_no_answer_is_judged_by_its_status_and_never_means_removed(
    far_end: FarEnd, page: Access, status: int, read: ErrorClass, write: ErrorClass, body: bytes
) -> None:
    far_end.says(body, status=status)
    assert _failure(lambda: FACEBOOK.get_comment(page, "5_7")).error_class == read
    assert _failure(lambda: FACEBOOK.delete_comment(page, "5_7")).error_class == write


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-Business-Use-Case-Usage": _usage}, wait)
        for _usage, wait in (
            (json.dumps({"9": [{"type": "pages", "estimated_time_to_regain_access": 12}]}), 720.0),
            (
                json.dumps({str(n): [{"estimated_time_to_regain_access": n}] for n in (1, 3)}),
                180.0,
            ),
            (json.dumps({"9": [{"estimated_time_to_regain_access": 0}]}), None),
            (json.dumps({"9": [{"estimated_time_to_regain_access": "12"}], "8": 7}), None),
            (json.dumps({"9": [{"estimated_time_to_regain_access": 10**12}]}), 172_800.0),
            ("[[[", None),
            ("[" * 50_000, None),
        )
    ]
    + [
        ({"Retry-After": "90"}, 90.0),
        ({"Retry-After": "99999999"}, 172_800.0),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "snart"}, None),
        ({"Retry-After": "Sat, 21 Nov 2026 10:05:00 GMT", "Date": "Sat, 21 Nov 2026 10:00:00 GMT"}, 300.0),
        ({"Retry-After": "Sat, 21 Nov 2026 10:05:00 GMT"}, None),
        ({}, None),
    ],
)
def test_facebook_says_how_long_to_wait(
    far_end: FarEnd, page: Access, headers: Mapping[str, str], wait: float | None
) -> None:
    far_end.says({"error": {"code": 32}}, status=400, headers=headers)
    assert _failure(lambda: FACEBOOK.get_post(page, "100_5")).retry_after == wait


def test_facebooks_own_words_follow_along_and_can_be_stored(far_end: FarEnd, page: Access) -> None:
    error = {"code": 368, "message": "Blocked", "error_user_msg": "Sp\ud800ärrad " + "x" * 999}
    far_end.says({"error": error}, status=400)
    detail = _failure(lambda: FACEBOOK.get_post(page, "100_5")).detail
    assert detail.startswith("Sp\ufffdärrad x")
    assert detail.endswith("(felkod 368)")
    assert len(detail) < 600


@pytest.mark.parametrize("body", [b'{"success":false}', b"{}", b'{"success":"true"}', b"[true]"])
def test_a_yes_that_is_no_yes_leaves_the_outcome_unknown(far_end: FarEnd, page: Access, body: bytes) -> None:
    far_end.says(body)
    assert _failure(lambda: FACEBOOK.set_comment_hidden(page, "5_7", True)).error_class == "outcome_unknown"
    replied = _failure(lambda: FACEBOOK.reply(page, to="5_7", post_id=None, text="x"))
    assert replied.error_class == "outcome_unknown"


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


def _failure(verb: Callable[[], object]) -> PlatformError:
    with pytest.raises(PlatformError) as fault:
        verb()
    return fault.value
