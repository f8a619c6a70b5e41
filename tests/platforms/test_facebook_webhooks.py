"""Facebook's webhooks: forged ones are never accepted, real ones are read as hints."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access

FACEBOOK = adapter("facebook")
SECRETS = {"app_secret": "hemligt", "verify_token": "v"}
PAGE = Access("facebook", "https://graph.facebook.com/v26.0", "100", "t", SECRETS)
BODY = b'{"object":"page","entry":[{"id":"100","time":1,"changes":[]}]}'


def _signed(body: bytes, secret: bytes = b"hemligt") -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("name", ["X-Hub-Signature-256", "x-hub-signature-256", "X-HUB-SIGNATURE-256"])
def test_a_signed_body_is_accepted_however_the_header_is_written(name: str) -> None:
    assert FACEBOOK.webhook_verify(PAGE, {"Accept": "x", name: _signed(BODY)}, BODY)


@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_no_changed_body_or_signature_is_accepted(data: st.DataObject) -> None:
    signature, body = _signed(BODY), BODY
    if data.draw(st.booleans(), label="change the body"):
        body = data.draw(_changed_bytes(BODY))
    else:
        signature = data.draw(_changed_bytes(signature.encode()) | st.binary(max_size=80)).decode("latin-1")
    if (signature, body) != (_signed(BODY), BODY):
        assert not FACEBOOK.webhook_verify(PAGE, {"X-Hub-Signature-256": signature}, body)


@pytest.mark.parametrize(
    ("headers", "secrets"),
    [
        ({}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature-256": ""}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature": _signed(BODY)}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature-256": _signed(BODY)[7:]}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature-256": _signed(BODY).upper()}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature-256": _signed(BODY, b"annat")}, {"app_secret": "hemligt"}),
        ({"X-Hub-Signature-256": _signed(BODY, b"")}, {"app_secret": ""}),
        ({"X-Hub-Signature-256": _signed(BODY, b"")}, {}),
        ({"X-Hub-Signature-256": "sha256=å\ud800"}, {"app_secret": "hemligt"}),
    ],
)
def test_without_the_right_signature_nothing_is_accepted(
    headers: Mapping[str, str], secrets: Mapping[str, str]
) -> None:
    assert not FACEBOOK.webhook_verify(replace(PAGE, secrets=secrets), headers, BODY)


def test_a_body_over_a_megabyte_is_refused_though_signed() -> None:
    large = b" " * 1_000_001
    assert not FACEBOOK.webhook_verify(PAGE, {"X-Hub-Signature-256": _signed(large)}, large)
    with pytest.raises(PlatformError):
        FACEBOOK.webhook_parse(large)


def test_our_own_handshake_is_answered() -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "v", "hub.challenge": "1158201444"}
    assert FACEBOOK.webhook_challenge(PAGE, query) == "1158201444"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": "x", "hub.challenge": "1"}, "v"),
        ({"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"}, ""),
        ({"hub.mode": "unsubscribe", "hub.verify_token": "v", "hub.challenge": "1"}, "v"),
        ({"hub.mode": "subscribe", "hub.verify_token": "v", "hub.challenge": "<script>"}, "v"),
        ({"hub.mode": "subscribe", "hub.verify_token": "v", "hub.challenge": "1" * 500}, "v"),
        ({"hub.mode": "subscribe", "hub.verify_token": "v"}, "v"),
        ({}, "v"),
    ],
)
def test_a_foreign_handshake_is_refused(query: Mapping[str, str], expected: str) -> None:
    with pytest.raises(PlatformError) as fault:
        FACEBOOK.webhook_challenge(replace(PAGE, secrets={"verify_token": expected}), query)
    assert fault.value.error_class == "permission_missing"


def test_a_new_comment_is_a_hint_with_the_item_it_carries() -> None:
    value = _comment(message="Hej å 😀", parent_id="100_5")
    (hint,) = FACEBOOK.webhook_parse(_batch(value))
    assert (hint.verb, hint.platform_id, hint.post_id, hint.account_id) == ("add", "5_7", "100_5", "100")
    assert hint.at == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert hint.item is not None
    assert (hint.item.text, hint.item.author.name, hint.item.from_us) == ("Hej å 😀", "Kim", False)
    # Directly under the post: the webhook names the post as parent, the Graph API names none.
    assert hint.item.parent_id is None
    assert json.loads(hint.item.raw) == value
    assert hint.item.raw in _batch(value)


@pytest.mark.parametrize(
    ("value", "verb", "platform_id", "kind"),
    [
        ({"verb": "edited", "message": "ny"}, "edited", "5_7", "comment"),
        ({"verb": "remove"}, "remove", "5_7", None),
        ({"verb": "hide"}, "hide", "5_7", None),
        ({"verb": "unhide"}, "unhide", "5_7", None),
        ({"verb": "add", "item": "post", "message": "Till er"}, "add", "100_5", "visitor_post"),
        ({"verb": "add", "item": "status", "message": "Vårt", "from": {"id": "100"}}, "add", "100_5", "post"),
        ({"verb": "add", "message": 17}, "add", "5_7", None),
    ],
)
def test_every_verb_and_kind_becomes_its_hint(
    value: dict[str, object], verb: str, platform_id: str, kind: str | None
) -> None:
    (hint,) = FACEBOOK.webhook_parse(_batch(_comment(**value)))
    assert (hint.verb, hint.platform_id) == (verb, platform_id)
    assert (hint.item.kind if hint.item else None) == kind


def test_our_own_comment_comes_back_as_ours() -> None:
    (hint,) = FACEBOOK.webhook_parse(_batch(_comment(message="x", **{"from": {"id": "100", "name": "Vi"}})))
    assert hint.item is not None
    assert hint.item.from_us


def test_what_cannot_be_read_in_a_batch_does_not_take_the_rest_with_it() -> None:
    good = _comment(message="kvar")
    changes: list[object] = [
        _comment(item="reaction"),
        _comment(verb="explode"),
        _comment(verb=["add"]),
        _comment(item={"a": 1}),
        _comment(comment_id="../x"),
        _comment(comment_id=None),
        "nonsens",
        None,
        good,
    ]
    hints = FACEBOOK.webhook_parse(_batch(*changes))
    assert [hint.item.text for hint in hints if hint.item] == ["kvar"]


def test_a_thousand_changes_are_read_and_more_are_refused() -> None:
    assert len(FACEBOOK.webhook_parse(_batch(*[_comment()] * 1_000))) == 1_000
    with pytest.raises(PlatformError):
        FACEBOOK.webhook_parse(_batch(*[_comment()] * 1_001))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"object":"page"}',
        b'{"object":"page","entry":{}}',
        b'{"object":"user","entry":[]}',
        b'{"object":"page","entry":[' + b"[" * 5_000,
        b"\xff\xff",
    ],
)
def test_what_is_no_batch_of_page_changes_is_refused(body: bytes) -> None:
    with pytest.raises(PlatformError) as fault:
        FACEBOOK.webhook_parse(body)
    assert fault.value.error_class == "contract_violation"


VALUES = st.sampled_from(["add", "comment", "feed", "1_2"])
NAMES = st.sampled_from(
    ["object", "entry", "id", "changes", "field", "value", "verb", "item", "comment_id", "post_id", "from"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=20,
)


@given(entry=st.lists(JSON, max_size=3), value=JSON)
def test_no_webhook_raises_anything_but_a_platform_error(entry: list[object], value: object) -> None:
    for told in ({"object": "page", "entry": entry}, json.loads(_batch(value)), value):
        try:
            FACEBOOK.webhook_parse(json.dumps(told).encode())
        except PlatformError:
            continue


def _comment(**changed: object) -> dict[str, object]:
    return {
        "from": {"id": "24", "name": "Kim"},
        "item": "comment",
        "verb": "add",
        "post_id": "100_5",
        "comment_id": "5_7",
        "parent_id": "100_5",
        "created_time": 1795255200,
        **changed,
    }


def _batch(*values: object) -> bytes:
    changes = [{"field": "feed", "value": value} for value in values]
    return json.dumps({"object": "page", "entry": [{"id": "100", "time": 1, "changes": changes}]}).encode()


def _changed_bytes(original: bytes) -> st.SearchStrategy[bytes]:
    """The same bytes with one of them changed, added or taken away."""
    place = st.integers(0, len(original) - 1)
    byte = st.binary(min_size=1, max_size=1)
    return (
        st.builds(lambda at, new: original[:at] + new + original[at + 1 :], place, byte)
        | st.builds(lambda at, new: original[:at] + new + original[at:], place, byte)
        | st.builds(lambda at: original[:at] + original[at + 1 :], place)
    )
