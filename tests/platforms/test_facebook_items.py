"""What becomes of the Graph API's items when some of them are strange."""

import json

import pytest

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access
from tests.platforms.far_end import FarEnd

FACEBOOK = adapter("facebook")


def _comment(**changed: object) -> dict[str, object]:
    return {
        "id": "5_7",
        "message": "Hej",
        "created_time": "2026-11-21T10:00:00+0000",
        "from": {"id": "24", "name": "Kim"},
        "is_hidden": False,
        **changed,
    }


@pytest.mark.parametrize(
    ("strange", "platform_id", "reason"),
    [
        (_comment(id="6_1", message={"a": 1}), "6_1", "Kommentarens text är inte text"),
        (_comment(id="6_1", message=["a"]), "6_1", "Kommentarens text är inte text"),
        (_comment(id=None), None, "Kommentarens id saknas eller går inte att läsa"),
        (_comment(id="../me"), None, "Kommentarens id saknas eller går inte att läsa"),
        ("nonsens", None, "posten är inte ett objekt"),
        (None, None, "posten är inte ett objekt"),
        ([], None, "posten är inte ett objekt"),
    ],
)
def test_an_item_that_cannot_be_read_is_reported_and_the_others_stay(
    far_end: FarEnd, page: Access, strange: object, platform_id: str | None, reason: str
) -> None:
    far_end.says({"data": [_comment(), strange, _comment(id="5_8")]})
    found = FACEBOOK.list_comments(page, "100_5", cursor=None)
    assert [item.platform_id for item in found.items] == ["5_7", "5_8"]
    assert [(each.platform_id, each.reason) for each in found.refused] == [(platform_id, reason)]
    assert json.loads(found.refused[0].raw) == strange


@pytest.mark.parametrize(
    "changed",
    [
        {"from": None},
        {"from": "Kim"},
        {"from": {"id": 24.5, "name": ["Kim"]}},
        {"parent": "5_6"},
        {"attachment": [{"media": 1}]},
        {"attachment": {"media": {"image": {"src": "javascript:alert(1)"}}}},
        {"created_time": "snart"},
        {"permalink_url": "javascript:alert(1)"},
        {"is_hidden": "true"},
    ],
)
def test_a_strange_detail_is_left_out_and_the_comment_is_kept(
    far_end: FarEnd, page: Access, changed: dict[str, object]
) -> None:
    far_end.says({"data": [_comment(**changed)]})
    found = FACEBOOK.list_comments(page, "100_5", cursor=None)
    assert found.refused == ()
    (item,) = found.items
    assert item.text == "Hej"
    assert (item.parent_id, item.media, item.permalink, item.hidden) == (None, (), None, False)
    assert json.loads(item.raw) == _comment(**changed)


def test_pictures_and_films_are_found_in_albums_too(far_end: FarEnd, page: Access) -> None:
    def picture(name: str) -> dict[str, object]:
        return {"type": "photo", "media": {"image": {"src": f"https://x.se/{name}.jpg"}}}

    film = {
        "type": "video_inline",
        "media": {"image": {"src": "https://x.se/s.jpg"}, "source": "https://x.se/f.mp4"},
    }
    album = {
        "type": "album",
        **picture("omslag"),
        "subattachments": {"data": [picture("1"), picture("2"), film]},
    }
    far_end.says({"id": "100_5", "from": {"id": "100"}, "attachments": {"data": [album]}})
    assert [(medium.kind, medium.address) for medium in FACEBOOK.get_post(page, "100_5").media] == [
        ("image", "https://x.se/1.jpg"),
        ("image", "https://x.se/2.jpg"),
        ("video", "https://x.se/f.mp4"),
    ]


@pytest.mark.parametrize(
    "paging",
    [
        {"next": "https://elsewhere.example/", "cursors": {"after": "A"}},
        {"next": "https://elsewhere.example/", "cursors": {}},
        {"next": "https://elsewhere.example/"},
        {"next": "https://elsewhere.example/", "cursors": {"after": 7}},
        {"next": "https://elsewhere.example/", "cursors": {"after": "A" * 5_000}},
    ],
)
def test_paging_that_leads_nowhere_ends_in_an_error_and_not_in_a_loop(
    far_end: FarEnd, page: Access, paging: object
) -> None:
    far_end.says({"data": [], "paging": paging})
    with pytest.raises(PlatformError) as fault:
        FACEBOOK.list_comments(page, "100_5", cursor="A")
    assert fault.value.error_class == "contract_violation"


def test_the_token_goes_to_our_own_host_only_with_its_proof(far_end: FarEnd, page: Access) -> None:
    far_end.says({"data": [], "paging": {"next": "https://elsewhere.example/", "cursors": {"after": "B"}}})
    FACEBOOK.list_comments(page, "100_5", cursor="A")
    asked = far_end.requests[0].split(b" ")[1].decode()
    assert "access_token=EAAToken&appsecret_proof=" in asked
    assert "&after=A&" in asked


@pytest.mark.parametrize(
    "cursor",
    ["", "{}", "[", "null", "[" * 9_999, '{"edge":"../me","after":null,"threads":[],"within":null}'],
)
def test_a_cursor_that_is_not_ours_is_refused(page: Access, cursor: str) -> None:
    with pytest.raises(PlatformError) as fault:
        FACEBOOK.list_interactions(page, since=None, cursor=cursor)
    assert fault.value.error_class == "contract_violation"


@pytest.mark.parametrize(
    ("told", "expires"),
    [
        ({"data": {"expires_at": 1795255200, "data_access_expires_at": 1800000000}}, 1795255200.0),
        ({"data": {"expires_at": 0, "data_access_expires_at": 1800000000}}, 1800000000.0),
        ({"data": {"expires_at": 0, "data_access_expires_at": 0}}, None),
        ({"data": "nonsens"}, None),
    ],
)
def test_health_tells_when_the_token_ends_where_facebook_says_so(
    far_end: FarEnd, page: Access, told: dict[str, object], expires: float | None
) -> None:
    far_end.says({"id": "100", "name": "Sidan", **told})
    health = FACEBOOK.health(page)
    assert health.ok
    assert (health.expires_at.timestamp() if health.expires_at else None) == expires
