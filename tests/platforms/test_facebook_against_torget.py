"""The Facebook adapter against the simulator: every verb, every fault, over the wire."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from kanalkoll.platforms.errors import ErrorClass, PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access, Incoming, Page, Receipt
from torget.server import running
from torget.town import Town
from torget.values import Change, Item, Verb

FACEBOOK = adapter("facebook")
MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@dataclass
class Square:
    """A town with one Page and one post; its clock stands where the test puts it."""

    town: Town
    access: Access
    post: Item
    now: datetime

    def comment(self, text: str, *, author: str | None = "Kim Öberg", on: str | None = None) -> str:
        self.now += timedelta(minutes=1)
        return self.town.add_comment(on or self.post.id, author=author, text=text).id


@pytest.fixture
def square() -> Iterator[Square]:
    standing: list[Square] = []
    town = Town(clock=lambda: standing[0].now if standing else MORNING)
    page = town.add_page("Biblioteket")
    post = town.add_post(page.id, "Sagostund på lördag klockan 11.")
    with running(town) as address:
        secrets = {
            "app_id": town.app.id,
            "app_secret": town.app.secret,
            "verify_token": town.app.verify_token,
        }
        access = Access("facebook", f"{address}/v26.0", page.id, page.token, secrets)
        standing.append(Square(town, access, post, MORNING))
        yield standing[0]


def test_a_page_with_a_good_token_is_healthy(square: Square) -> None:
    health = FACEBOOK.health(square.access)
    assert (health.ok, health.problem, health.error_class, health.expires_at) == (True, None, None, None)


@pytest.mark.parametrize(
    ("fault", "error_class"),
    [
        ("token_revoked", "auth_revoked"),
        ("token_expired", "auth_expired"),
        ("permission_missing", "permission_missing"),
        ("rate_limited", "rate_limited"),
        ("server_error", "transient"),
        ("html", "contract_violation"),
    ],
)
def test_a_sick_page_says_what_is_wrong_and_never_raises(
    square: Square, fault: str, error_class: ErrorClass
) -> None:
    square.town.faults.add(fault)
    health = FACEBOOK.health(square.access)
    assert (health.ok, health.error_class) == (False, error_class)
    assert health.problem


def test_a_token_for_another_page_is_not_healthy(square: Square) -> None:
    other = square.town.add_page("Badhuset")
    assert not FACEBOOK.health(replace(square.access, token=other.token)).ok
    assert not FACEBOOK.health(replace(square.access, token="EAATfel")).ok


def test_our_posts_are_read_newest_first_and_only_those_since(square: Square) -> None:
    for n in range(60):
        square.now += timedelta(hours=1)
        square.town.add_post(square.access.account_id, f"Inlägg {n}")
    square.town.add_post(square.access.account_id, "Besökare", author="Åsa")
    everything = _all(lambda cursor: FACEBOOK.list_posts(square.access, since=None, cursor=cursor))
    assert [item.text for item in everything] == [f"Inlägg {n}" for n in range(59, -1, -1)] + [
        square.post.text
    ]
    assert {(item.kind, item.from_us) for item in everything} == {("post", True)}
    since = square.now - timedelta(hours=30)
    recent = _all(lambda cursor: FACEBOOK.list_posts(square.access, since=since, cursor=cursor))
    assert [item.text for item in recent] == [f"Inlägg {n}" for n in range(59, 28, -1)]


def test_a_post_is_read_with_its_picture_and_link(square: Square) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(50)
    with_picture = square.town.add_post(square.access.account_id, "Bild", photo=png)
    found = FACEBOOK.get_post(square.access, with_picture.id)
    assert [medium.kind for medium in found.media] == ["image"]
    assert found.media[0].address.startswith("http://127.0.0.1")
    assert found.permalink is not None
    assert found.created_at == MORNING


def test_a_comment_is_read_with_author_time_thread_and_exact_bytes(square: Square) -> None:
    first = square.comment("Hej å ä ö 👩\u200d👧 \u202eabc\u202c <b>x</b>")
    answer = square.comment("Svar", author=None, on=first)
    thread = {item.platform_id: item for item in _thread(square)}
    assert set(thread) == {first, answer}
    found = thread[first]
    assert found.text == "Hej å ä ö 👩\u200d👧 \u202eabc\u202c <b>x</b>"
    assert found.author.name == "Kim Öberg"
    assert (found.kind, found.post_id, found.parent_id) == ("comment", square.post.id, None)
    assert (found.hidden, found.from_us) == (False, False)
    assert found.created_at == MORNING + timedelta(minutes=1)
    assert json.loads(found.raw)["id"] == first
    assert (thread[answer].parent_id, thread[answer].from_us) == (first, True)
    assert FACEBOOK.get_comment(square.access, first).post_id == square.post.id


def test_a_resident_whose_name_we_may_not_know_is_still_heard(square: Square) -> None:
    comment = square.comment("Hör ni?")
    account = square.town.account(square.access.account_id)
    square.town.change_account(account.id, permissions=account.permissions - {"pages_read_user_content"})
    found = _thread(square)
    assert [(item.platform_id, item.author.name, item.from_us) for item in found] == [(comment, "", False)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" * 63_000, "a" * 63_000),
        ("å" * 63_000, "å" * 63_000),
        ("noll \x00 slut", "noll \ufffd slut"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_whatever_a_resident_writes_is_kept(square: Square, text: str, kept: str) -> None:
    comment = square.comment(text)
    assert FACEBOOK.get_comment(square.access, comment).text == kept


def test_a_long_thread_is_read_whole_in_order(square: Square) -> None:
    written = [square.comment(f"nummer {n}") for n in range(120)]
    assert [item.platform_id for item in _thread(square)] == written


def test_everything_new_on_the_whole_page_is_found_also_under_old_posts(square: Square) -> None:
    for n in range(130):
        square.town.add_post(square.access.account_id, f"Inlägg {n}")
    square.comment("gammal")
    square.now += timedelta(hours=1)
    since = square.now
    visitor = square.town.add_post(square.access.account_id, "Till er: lampan är trasig", author="Åsa")
    new = {square.comment("ny"), square.comment("ny hos besökaren", on=visitor.id), visitor.id}
    found = _all(lambda cursor: FACEBOOK.list_interactions(square.access, since=since, cursor=cursor))
    assert {item.platform_id for item in found} == new
    assert {item.kind for item in found} == {"comment", "visitor_post"}
    first = _all(lambda cursor: FACEBOOK.list_interactions(square.access, since=None, cursor=cursor))
    assert len(first) == 4


def test_a_visitors_post_that_is_edited_comes_again(square: Square) -> None:
    visitor = square.town.add_post(square.access.account_id, "Lampan är trasig", author="Åsa")
    square.now += timedelta(hours=1)
    since = square.now
    square.town.edit(visitor.id, "Lampan på Storgatan är trasig")
    found = _all(lambda cursor: FACEBOOK.list_interactions(square.access, since=since, cursor=cursor))
    texts = [(item.platform_id, item.text) for item in found]
    assert texts == [(visitor.id, "Lampan på Storgatan är trasig")]


def test_a_picture_is_fetched_as_it_lies_at_the_platform(square: Square) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(50)
    post = square.town.add_post(square.access.account_id, "Bild", photo=png)
    (media,) = FACEBOOK.get_post(square.access, post.id).media
    fetched = FACEBOOK.fetch_media(square.access, media)
    assert (fetched.content, fetched.mime) == (png, "image/png")


def test_a_post_that_disappears_while_we_read_does_not_stop_the_reading(square: Square) -> None:
    other = square.town.add_post(square.access.account_id, "Ett till")
    square.comment("försvinner med inlägget", on=other.id)
    kept = square.comment("kvar")
    found: list[Incoming] = []
    page = FACEBOOK.list_interactions(square.access, since=None, cursor=None)
    page = FACEBOOK.list_interactions(square.access, since=None, cursor=page.cursor)
    square.town.delete(other.id)
    while page.cursor:
        page = FACEBOOK.list_interactions(square.access, since=None, cursor=page.cursor)
        found += page.items
    assert [item.platform_id for item in found] == [kept]


def test_an_edit_and_a_deletion_are_seen_when_the_comment_is_read_again(square: Square) -> None:
    comment = square.comment("Snällt")
    square.town.edit(comment, "Elakt")
    assert FACEBOOK.get_comment(square.access, comment).text == "Elakt"
    square.town.delete(comment)
    assert _failure(lambda: FACEBOOK.get_comment(square.access, comment)) == "not_found"
    assert _thread(square) == []


def test_a_reply_stands_under_the_comment_and_is_found_again(square: Square) -> None:
    comment = square.comment("När öppnar ni?")
    text = "Hej Kim!\n\nKlockan 9. 😀\nKarin, biblioteket"
    receipt = FACEBOOK.reply(square.access, to=comment, post_id=square.post.id, text=text)
    assert receipt.platform_id is not None
    written = FACEBOOK.get_comment(square.access, receipt.platform_id)
    assert (written.text, written.parent_id, written.from_us) == (text, comment, True)
    assert _found(square, to=comment, text=text) == receipt.platform_id


def test_a_reply_to_a_reply_is_found_though_facebook_moves_it(square: Square) -> None:
    comment = square.comment("Fråga")
    follow_up = square.comment("En sak till", on=comment)
    receipt = FACEBOOK.reply(square.access, to=follow_up, post_id=square.post.id, text="Tack!")
    assert _found(square, to=follow_up, text="Tack!") == receipt.platform_id


def test_the_same_words_to_a_neighbour_are_not_this_reply(square: Square) -> None:
    comment, other = square.comment("Fråga"), square.comment("Samma fråga")
    first = FACEBOOK.reply(square.access, to=other, post_id=square.post.id, text="Tack!")
    assert _found(square, to=comment, text="Tack!") is None
    below, beside = (square.comment(text, on=other) for text in ("en till", "två till"))
    assert first.platform_id is not None
    known = frozenset({first.platform_id})
    assert _found(square, to=below, text="Tack!", known=known) is None
    second = FACEBOOK.reply(square.access, to=below, post_id=square.post.id, text="Tack!")
    assert _found(square, to=below, text="Tack!", known=known) == second.platform_id
    FACEBOOK.reply(square.access, to=beside, post_id=square.post.id, text="Tack!")
    with pytest.raises(PlatformError) as fault:
        _found(square, to=below, text="Tack!", known=known)
    assert fault.value.error_class == "outcome_unknown"


@pytest.mark.parametrize("wrong", ["text", "since", "author"])
def test_a_reply_that_is_not_ours_or_not_this_one_is_not_found(square: Square, wrong: str) -> None:
    comment = square.comment("Fråga")
    author = "Kopieraren" if wrong == "author" else None
    square.comment("Annat" if wrong == "text" else "Tack!", author=author, on=comment)
    since = square.now + timedelta(seconds=30) if wrong == "since" else MORNING
    assert _found(square, to=comment, text="Tack!", since=since) is None


def test_a_visitors_post_is_answered_hidden_and_removed_like_a_comment(square: Square) -> None:
    visitor = square.town.add_post(square.access.account_id, "Lampan är trasig", author="Åsa")
    receipt = FACEBOOK.reply(square.access, to=visitor.id, post_id=visitor.id, text="Tack!")
    found = FACEBOOK.find_reply(square.access, to=visitor.id, post_id=None, text="Tack!", since=MORNING)
    assert found is not None
    assert found.platform_id == receipt.platform_id
    FACEBOOK.set_comment_hidden(square.access, visitor.id, True)
    standing = FACEBOOK.get_comment(square.access, visitor.id)
    assert (standing.kind, standing.hidden) == ("visitor_post", True)
    FACEBOOK.delete_comment(square.access, visitor.id)
    assert _failure(lambda: FACEBOOK.get_comment(square.access, visitor.id)) == "not_found"


def test_a_comment_is_hidden_shown_again_and_deleted(square: Square) -> None:
    comment = square.comment("Fult ord")
    for hidden in (True, True, False):
        FACEBOOK.set_comment_hidden(square.access, comment, hidden)
        assert FACEBOOK.get_comment(square.access, comment).hidden is hidden
        assert [item.hidden for item in _thread(square)] == [hidden]
    FACEBOOK.delete_comment(square.access, comment)
    assert _failure(lambda: FACEBOOK.delete_comment(square.access, comment)) == "not_found"
    assert _failure(lambda: FACEBOOK.set_comment_hidden(square.access, comment, True)) == "not_found"
    effects = [entry.name for entry in square.town.effects(object_id=comment, by="page")]
    assert effects == ["comment.hide", "comment.unhide", "comment.remove"]


@pytest.mark.parametrize(
    ("fault", "read", "write"),
    [
        ("timeout", "transient", "outcome_unknown"),
        ("cut", "transient", "outcome_unknown"),
        ("server_error", "transient", "outcome_unknown"),
        ("rate_limited", "rate_limited", "rate_limited"),
        ("token_revoked", "auth_revoked", "auth_revoked"),
        ("token_expired", "auth_expired", "auth_expired"),
        ("permission_missing", "permission_missing", "permission_missing"),
        ("error", "content_rejected", "content_rejected"),
        ("html", "contract_violation", "outcome_unknown"),
        ("truncated_json", "contract_violation", "outcome_unknown"),
        ("wrong_types", "contract_violation", "outcome_unknown"),
        ("empty_body", "contract_violation", "outcome_unknown"),
        ("huge_body", "contract_violation", "outcome_unknown"),
        ("broken_length", "transient", "outcome_unknown"),
        ("redirect", "contract_violation", "outcome_unknown"),
    ],
)
def test_each_trouble_has_its_name_and_an_unknown_outcome_is_settled_by_reading_back(
    square: Square, fault: str, read: ErrorClass, write: ErrorClass
) -> None:
    comment = square.comment("Fråga")
    seconds = 0.2 if fault == "timeout" else None
    square.town.faults.add(fault, seconds=seconds)
    assert _failure(lambda: FACEBOOK.list_comments(square.access, square.post.id, cursor=None)) == read
    square.town.faults.add(fault, seconds=seconds)
    assert _failure(lambda: _reply(square, comment)) == write
    done = len(square.town.effects("comment.add", by="page"))
    assert (_found(square, to=comment, text="Tack!") is not None) == (done == 1)
    assert done == 0 or write == "outcome_unknown"


@pytest.mark.parametrize("fault", ["commit_then_timeout", "commit_then_cut", "commit_then_server_error"])
def test_what_was_done_before_the_answer_was_lost_is_found_and_done_once(square: Square, fault: str) -> None:
    comment = square.comment("Fult")
    seconds = 0.2 if fault == "commit_then_timeout" else None
    writes: list[Callable[[], object]] = [
        lambda: _reply(square, comment),
        lambda: FACEBOOK.set_comment_hidden(square.access, comment, True),
        lambda: FACEBOOK.delete_comment(square.access, comment),
    ]
    for verb in writes[:2]:
        square.town.faults.add(fault, seconds=seconds)
        assert _failure(verb) == "outcome_unknown"
    assert _found(square, to=comment, text="Tack!") is not None
    assert FACEBOOK.get_comment(square.access, comment).hidden
    square.town.faults.add(fault, seconds=seconds)
    assert _failure(writes[2]) == "outcome_unknown"
    assert _failure(lambda: FACEBOOK.get_comment(square.access, comment)) == "not_found"
    assert [entry.name for entry in square.town.effects(by="page")].count("comment.add") == 1


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_a_slow_answer_in_time_is_an_answer(square: Square, fault: str) -> None:
    comment = square.comment("Fråga")
    square.town.faults.add(fault, seconds=0.4)
    assert FACEBOOK.get_comment(square.access, comment).text == "Fråga"


def test_a_rate_limit_says_how_long_to_wait(square: Square) -> None:
    square.town.faults.add("rate_limited")
    with pytest.raises(PlatformError) as fault:
        FACEBOOK.get_post(square.access, square.post.id)
    assert fault.value.retry_after is not None
    assert fault.value.retry_after > 0


VERBS: tuple[Verb, ...] = ("add", "edited", "remove", "hide", "unhide")


@pytest.mark.parametrize("verb", VERBS)
def test_the_towns_webhooks_are_verified_and_read(square: Square, verb: Verb) -> None:
    comment = square.town.item(square.comment("Hej"))
    dialect = square.town.dialects["facebook"]
    page = square.town.account(square.access.account_id)
    body = dialect.webhook(page, [Change(verb, comment, square.now)])
    headers = dialect.signatures(square.town.app, body)
    assert FACEBOOK.webhook_verify(square.access, headers, body)
    assert not FACEBOOK.webhook_verify(square.access, headers, body + b" ")
    (hint,) = FACEBOOK.webhook_parse(body)
    assert (hint.verb, hint.platform_id, hint.account_id) == (verb, comment.id, page.id)
    assert (hint.item is not None) == (verb in ("add", "edited"))


def _all(read: Callable[[str | None], Page]) -> list[Incoming]:
    items: list[Incoming] = []
    cursor: str | None = None
    for _ in range(1_000):
        page = read(cursor)
        assert page.refused == ()
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items
    raise AssertionError("the list never ends")


def _thread(square: Square) -> list[Incoming]:
    return _all(lambda cursor: FACEBOOK.list_comments(square.access, square.post.id, cursor=cursor))


def _reply(square: Square, to: str) -> Receipt:
    return FACEBOOK.reply(square.access, to=to, post_id=square.post.id, text="Tack!")


def _found(
    square: Square, *, to: str, text: str, since: datetime = MORNING, known: frozenset[str] = frozenset()
) -> str | None:
    receipt = FACEBOOK.find_reply(
        square.access, to=to, post_id=square.post.id, text=text, since=since, known=known
    )
    return receipt.platform_id if receipt else None


def _failure(verb: Callable[[], object]) -> ErrorClass:
    with pytest.raises(PlatformError) as fault:
        verb()
    return fault.value.error_class
