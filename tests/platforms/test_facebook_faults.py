"""Every error of the Graph API has its meaning, and nonsense has one too."""

import json
from collections.abc import Callable, Mapping

import pytest

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd

FACEBOOK = adapter("facebook")


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


def _failure(verb: Callable[[], object]) -> PlatformError:
    with pytest.raises(PlatformError) as fault:
        verb()
    return fault.value
