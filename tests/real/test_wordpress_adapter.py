"""The WordPress adapter against the real WordPress: what it reads, writes, and how it fails."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access, Incoming
from tests.harness.wordpress import WordPress

pytestmark = pytest.mark.real

SITE = adapter("wordpress")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def post(wordpress: WordPress) -> str:
    return wordpress.publish("Badhuset", "<p>Badhuset öppnar <b>på måndag</b>.</p>")


def test_the_site_answers_an_editor_and_is_healthy(wordpress: WordPress) -> None:
    health = SITE.health(wordpress.access)
    assert (health.ok, health.problem, health.error_class) == (True, None, None)


def test_a_user_who_may_not_moderate_is_told_which_role_is_needed(wordpress: WordPress) -> None:
    health = SITE.health(wordpress.access_as("subscriber"))
    assert health.error_class == "permission_missing"
    assert health.problem is not None
    assert "Redaktör" in health.problem


@pytest.mark.parametrize("call", ["health", "posts", "comments", "one", "reply", "hide", "delete"])
def test_a_wrong_password_is_a_revoked_login_whatever_is_asked(
    wordpress: WordPress, post: str, call: str
) -> None:
    comment = wordpress.comment(post, f"När öppnar det? {call}")
    wrong = replace(wordpress.access, token="abcd efgh ijkl mnop qrst uvwx")
    asked = {
        "posts": lambda: SITE.list_posts(wrong, since=None, cursor=None),
        "comments": lambda: SITE.list_interactions(wrong, since=None, cursor=None),
        "one": lambda: SITE.get_comment(wrong, comment),
        "reply": lambda: SITE.reply(wrong, to=comment, post_id=post, text="Hej"),
        "hide": lambda: SITE.set_comment_hidden(wrong, comment, True),
        "delete": lambda: SITE.delete_comment(wrong, comment),
    }
    if call == "health":
        assert SITE.health(wrong).error_class == "auth_revoked"
        return
    with pytest.raises(PlatformError) as fault:
        asked[call]()
    assert fault.value.error_class == "auth_revoked"
    assert SITE.get_comment(wordpress.access, comment).hidden is False


def test_a_published_post_is_read_as_visitors_read_it(wordpress: WordPress) -> None:
    html = (
        '<p>Läs mer <a href="https://example.se/bad">om badet</a> &amp; tiderna.</p>'
        "<ul><li>Måndag</li><li>Tisdag</li></ul>"
        '<figure><img src="https://example.se/b.jpg" alt="Bassängen"></figure>'
    )
    found = SITE.get_post(wordpress.access, wordpress.publish("Sommarens bad", html))
    assert (
        found.text
        == "Sommarens bad\n\nLäs mer om badet (https://example.se/bad) & tiderna.\n\n• Måndag\n• Tisdag"
    )
    assert [(medium.kind, medium.address, medium.alt) for medium in found.media] == [
        ("image", "https://example.se/b.jpg", "Bassängen")
    ]
    assert (found.kind, found.from_us, found.hidden) == ("post", True, False)
    assert found.permalink is not None
    assert found.permalink.startswith(wordpress.site)
    assert b'"rendered"' in found.raw


def test_pages_are_posts_too(wordpress: WordPress) -> None:
    page = wordpress.publish("Om kommunen", "<p>Hej</p>", kind="pages", comment_status="open")
    assert SITE.get_post(wordpress.access, page).text == "Om kommunen\n\nHej"
    assert page in {item.platform_id for item in _posts(wordpress.access, LONG_AGO)}


def test_posts_since_are_the_new_and_the_changed(wordpress: WordPress) -> None:
    old, changed = (
        wordpress.publish("Från i våras", f"<p>{n}</p>", date_gmt="2026-03-01T10:00:00") for n in range(2)
    )
    before = _this_second()
    wordpress.administrate("POST", f"/posts/{changed.partition('-')[2]}", content="<p>Ändrat</p>")
    new = wordpress.publish("I dag", "<p>Nytt</p>")
    recent = {item.platform_id: item for item in _posts(wordpress.access, before)}
    assert {changed, new} <= set(recent)
    edited_at = recent[changed].edited_at
    assert edited_at is not None
    assert edited_at >= before
    everything = {item.platform_id for item in _posts(wordpress.access, None)}
    assert {old, changed, new} <= everything


def test_a_comment_is_read_with_author_time_thread_and_exact_bytes(wordpress: WordPress, post: str) -> None:
    before = _this_second()
    first = wordpress.comment(post, "Är bassängen varm?\n\nUndrar Kim & Åsa 😀", name="Kim Öberg")
    answer = wordpress.comment(post, "Det undrar jag också", name="Åsa Ek", on=first)
    thread = {item.platform_id: item for item in _thread(wordpress.access, post)}
    assert set(thread) == {first, answer}
    found = thread[first]
    assert found.text == "Är bassängen varm?\n\nUndrar Kim & Åsa 😀"
    assert (found.author.name, found.author.platform_id) == ("Kim Öberg", None)
    assert (found.kind, found.post_id, found.parent_id) == ("comment", post, None)
    assert (found.hidden, found.from_us) == (False, False)
    assert thread[answer].parent_id == first
    assert found.created_at is not None
    assert before <= found.created_at <= before + timedelta(minutes=1)
    assert found.raw.startswith(b'{"id":' + first.partition("-")[2].encode())
    assert found.permalink is not None
    assert found.permalink.endswith(f"#{first}")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7 > 2, 3 < 5 och <3", "7 > 2, 3 < 5 och <3"),
        ("<b>fet</b> text", "fet text"),
        ("Se <a href='https://example.se/x'>här</a>", "Se här (https://example.se/x)"),
        ("a &lt;b> &amp; c", "a <b> & c"),
        # WordPress itself takes out the tags that residents may not use, and what looks like one.
        ("<script>alert(1)</script>slut", "alert(1)slut"),
        ("\u202ebaklänges\u202c och עברית", "\u202ebaklänges\u202c och עברית"),
        ("rad ett\nrad två", "rad ett\nrad två"),
        ("å ä ö é 👩\u200d👩\u200d👧 🇸🇪", "å ä ö é 👩\u200d👩\u200d👧 🇸🇪"),
    ],
)
def test_what_a_resident_types_is_what_we_read(
    wordpress: WordPress, post: str, typed: str, read: str
) -> None:
    comment = wordpress.comment(post, typed)
    assert SITE.get_comment(wordpress.access, comment).text == read


def test_a_comment_of_63000_characters_comes_through_whole(wordpress: WordPress, post: str) -> None:
    long = "abcdefghi " * 6_300
    comment = wordpress.comment(post, long)
    assert SITE.get_comment(wordpress.access, comment).text == long.strip()


def test_new_comments_over_the_whole_site_are_listed_since(wordpress: WordPress, post: str) -> None:
    other = wordpress.publish("Biblioteket", "<p>Sagostund</p>")
    before = _this_second()
    written = {wordpress.comment(post, "ett"), wordpress.comment(other, "två")}
    recent = _interactions(wordpress.access, before)
    assert written == {item.platform_id for item in recent} & written
    assert all(item.created_at and item.created_at >= before for item in recent)


@pytest.mark.parametrize("minutes", [20, 40, 59, 61])
def test_no_comment_is_missed_in_the_hour_that_comes_twice(
    wordpress: WordPress, post: str, minutes: int
) -> None:
    # 2026-10-25 at 01:00 UTC the site's clock goes from 03:00 back to 02:00, and it compares by that clock.
    since = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    written = since + timedelta(minutes=minutes)
    comment = wordpress.comment(post, "Sent på natten")
    at = written.strftime("%Y-%m-%dT%H:%M:%S")
    wordpress.administrate("POST", f"/comments/{comment.partition('-')[2]}", date_gmt=at)
    found = {item.platform_id: item for item in _interactions(wordpress.access, since)}
    assert found[comment].created_at == written
    assert comment not in {
        item.platform_id for item in _interactions(wordpress.access, written + timedelta(seconds=1))
    }


def test_a_picture_in_a_comment_is_fetched_only_from_the_site_itself(wordpress: WordPress) -> None:
    post = wordpress.publish("Bild", f'<img src="{wordpress.site}/wp-includes/images/blank.gif">')
    (media,) = SITE.get_post(wordpress.access, post).media
    fetched = SITE.fetch_media(wordpress.access, media)
    assert (fetched.content[:3], fetched.mime) == (b"GIF", "image/gif")
    elsewhere = replace(media, address="https://example.se/a.gif")
    with pytest.raises(PlatformError) as fault:
        SITE.fetch_media(wordpress.access, elsewhere)
    assert fault.value.error_class == "unsupported"


def test_a_long_thread_is_read_whole_though_one_disappears_while_the_page_is_turned(
    wordpress: WordPress, post: str
) -> None:
    written = [wordpress.comment(post, f"nummer {n}", name=f"Person {n}") for n in range(52)]
    page = SITE.list_comments(wordpress.access, post, cursor=None)
    assert page.cursor is not None
    wordpress.remove(written[3])
    rest = SITE.list_comments(wordpress.access, post, cursor=page.cursor)
    assert rest.cursor is None
    assert {item.platform_id for item in (*page.items, *rest.items)} == set(written)


def test_an_edited_comment_is_seen_when_the_thread_is_read_again(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Snällt skrivet")
    first = SITE.get_comment(wordpress.access, comment)
    wordpress.edit(comment, "Elakt skrivet")
    second = SITE.get_comment(wordpress.access, comment)
    assert (first.text, second.text) == ("Snällt skrivet", "Elakt skrivet")
    assert second.edited_at is None


def test_a_comment_removed_at_the_site_is_gone_and_missing_from_the_thread(
    wordpress: WordPress, post: str
) -> None:
    comment = wordpress.comment(post, "Ångrar mig")
    wordpress.remove(comment)
    assert _thread(wordpress.access, post) == []
    with pytest.raises(PlatformError) as fault:
        SITE.get_comment(wordpress.access, comment)
    assert fault.value.error_class == "not_found"


def test_a_reply_stands_under_the_comment_and_is_found_again(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "När öppnar det?")
    before = _this_second()
    text = (
        "Hej! Vi öppnar kl. 9 & stänger när det är < 10 grader. Skriv inte <b>så</b> &amp; så."
        "\n\nVänliga hälsningar\nKarin 😀"
    )
    receipt = SITE.reply(wordpress.access, to=comment, post_id=post, text=text)
    assert receipt.platform_id is not None
    written = SITE.get_comment(wordpress.access, receipt.platform_id)
    assert (written.text, written.parent_id, written.from_us, written.hidden) == (text, comment, True, False)
    found = SITE.find_reply(wordpress.access, to=comment, post_id=post, text=text, since=before)
    assert found is not None
    assert found.platform_id == receipt.platform_id


def test_a_reply_that_was_never_written_is_not_found(wordpress: WordPress, post: str) -> None:
    asked, neighbour = (wordpress.comment(post, f"Fråga {n}") for n in range(2))
    text = "Tack för ditt tips!"
    before = _this_second()
    SITE.reply(wordpress.access, to=neighbour, post_id=post, text=text)
    later = before + timedelta(minutes=2)
    assert SITE.find_reply(wordpress.access, to=asked, post_id=post, text=text, since=before) is None
    assert SITE.find_reply(wordpress.access, to=neighbour, post_id=post, text=text, since=later) is None
    assert SITE.find_reply(wordpress.access, to=neighbour, post_id=post, text="Annat", since=before) is None


def test_a_resident_who_copies_our_text_is_not_taken_for_us(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Fråga")
    before = _this_second()
    wordpress.comment(post, "Tack!", name="Kanalkoll", on=comment)
    assert SITE.find_reply(wordpress.access, to=comment, post_id=post, text="Tack!", since=before) is None


def test_the_same_reply_twice_is_refused_as_a_duplicate(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Fråga")
    SITE.reply(wordpress.access, to=comment, post_id=post, text="Svar")
    with pytest.raises(PlatformError) as fault:
        SITE.reply(wordpress.access, to=comment, post_id=post, text="Svar")
    assert fault.value.error_class == "duplicate"
    assert len(_thread(wordpress.access, post)) == 2


def test_a_comment_is_hidden_shown_again_and_deleted(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Fult ord")
    SITE.set_comment_hidden(wordpress.access, comment, True)
    assert SITE.get_comment(wordpress.access, comment).hidden is True
    assert [item.hidden for item in _thread(wordpress.access, post)] == [True]
    assert wordpress.public_comments(post) == []
    SITE.set_comment_hidden(wordpress.access, comment, False)
    assert SITE.get_comment(wordpress.access, comment).hidden is False
    assert wordpress.public_comments(post) == [comment]
    SITE.delete_comment(wordpress.access, comment)
    assert _thread(wordpress.access, post) == []
    with pytest.raises(PlatformError) as fault:
        SITE.delete_comment(wordpress.access, comment)
    assert fault.value.error_class == "not_found"


@pytest.mark.parametrize("hidden", [True, False])
def test_hiding_or_showing_twice_is_the_same_as_once(wordpress: WordPress, post: str, hidden: bool) -> None:
    comment = wordpress.comment(post, "Ord")
    for _ in range(2):
        SITE.set_comment_hidden(wordpress.access, comment, hidden)
    assert SITE.get_comment(wordpress.access, comment).hidden is hidden


def test_answers_to_a_deleted_comment_move_up_a_step(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Fult")
    answer = wordpress.comment(post, "Håller med", on=comment)
    SITE.delete_comment(wordpress.access, comment)
    assert [(item.platform_id, item.parent_id) for item in _thread(wordpress.access, post)] == [
        (answer, None)
    ]


def test_a_thread_that_is_closed_for_comments_takes_our_reply_all_the_same_or_says_so(
    wordpress: WordPress,
) -> None:
    post = wordpress.publish("Gammalt", "<p>Hej</p>")
    comment = wordpress.comment(post, "Fråga")
    wordpress.administrate("POST", f"/posts/{post.partition('-')[2]}", comment_status="closed")
    with pytest.raises(PlatformError) as fault:
        SITE.reply(wordpress.access, to=comment, post_id=post, text="Svar")
    assert fault.value.error_class == "window_closed"


def test_a_reply_under_a_removed_post_says_that_it_is_gone(wordpress: WordPress, post: str) -> None:
    comment = wordpress.comment(post, "Fråga")
    wordpress.administrate("DELETE", f"/posts/{post.partition('-')[2]}?force=true")
    with pytest.raises(PlatformError) as fault:
        SITE.reply(wordpress.access, to=comment, post_id=post, text="Svar")
    assert fault.value.error_class == "not_found"


def test_an_address_that_is_not_the_interface_never_looks_like_a_removed_comment(
    wordpress: WordPress, post: str
) -> None:
    comment = wordpress.comment(post, "Finns kvar")
    for path in ("/wp-json/wp/v1", "/nagot-annat", ""):
        with pytest.raises(PlatformError) as fault:
            SITE.get_comment(replace(wordpress.access, address=f"{wordpress.site}{path}"), comment)
        assert fault.value.error_class == "contract_violation", path


def _posts(access: Access, since: datetime | None) -> list[Incoming]:
    items: list[Incoming] = []
    cursor = None
    while True:
        page = SITE.list_posts(access, since=since, cursor=cursor)
        assert page.refused == ()
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def _interactions(access: Access, since: datetime) -> list[Incoming]:
    items: list[Incoming] = []
    cursor = None
    while True:
        page = SITE.list_interactions(access, since=since, cursor=cursor)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def _thread(access: Access, post: str) -> list[Incoming]:
    page = SITE.list_comments(access, post, cursor=None)
    assert (page.cursor, page.refused) == (None, ())
    return list(page.items)


def _this_second() -> datetime:
    """WordPress runs by this machine's clock and keeps whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
