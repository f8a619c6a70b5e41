"""What residents and administrations write: fresh every day, the town's own, and harmless to real people."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from kanalkoll.config.demo.moments import CLOSES, OPENS, STOCKHOLM
from kanalkoll.config.demo.script import RESIDENTS, Step, steps
from kanalkoll.config.demo.stories import Comment, Handling, Post, told_in
from kanalkoll.config.demo.towns import folders, read

# Every hour of the week but a few, and both halves of the year.
NOWS = [
    datetime(2026, 11, 16, 7, 0, tzinfo=UTC),
    datetime(2026, 11, 18, 13, 0, tzinfo=UTC),
    datetime(2026, 11, 21, 22, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
    datetime(2026, 7, 10, 10, 0, tzinfo=UTC),
]
EVERYWHERE = pytest.mark.parametrize("folder", folders())
AT_ANY_TIME = pytest.mark.parametrize("now", NOWS, ids=lambda at: f"{at:%a-%b-%H}")


@cache
def played(folder: str, now: datetime) -> tuple[Step, ...]:
    return tuple(steps(read(folder), now=now))


def own_keys(folder: str) -> set[str]:
    return {post.key for month in (1, 7) for post in told_in(read(folder), month=month) if post.own}


@EVERYWHERE
@AT_ANY_TIME
def test_there_is_as_much_to_read_as_promised(folder: str, now: datetime) -> None:
    count = Counter(step.what for step in played(folder, now))
    assert 55 <= count["post"] <= 70
    assert 360 <= count["comment"] + count["answer"] <= 460
    assert count["answer"] >= 90
    assert count["remove"] >= 8
    assert count["edit"] >= 1
    assert count["delete"] >= 1


@EVERYWHERE
@AT_ANY_TIME
def test_at_least_three_in_ten_comments_belong_to_this_town_alone(folder: str, now: datetime) -> None:
    own = own_keys(folder)
    comments = [step for step in played(folder, now) if step.what == "comment"]
    assert sum(step.key.split("/")[0] in own for step in comments) / len(comments) >= 0.3


@EVERYWHERE
@AT_ANY_TIME
def test_no_place_is_left_unfilled(folder: str, now: datetime) -> None:
    assert [step.text for step in played(folder, now) if "{" in step.text or "}" in step.text] == []


@EVERYWHERE
@AT_ANY_TIME
def test_nothing_lies_in_the_future_and_something_is_only_hours_old(folder: str, now: datetime) -> None:
    times = [step.at for step in played(folder, now)]
    assert times == sorted(times)
    assert times[-1] <= now
    written = [step for step in played(folder, now) if step.what == "comment"]
    assert sum(now - step.at < timedelta(hours=8) for step in written) >= 5
    assert timedelta(days=38) < now - times[0] < timedelta(days=48)


@EVERYWHERE
@AT_ANY_TIME
def test_we_work_in_office_hours_or_answer_within_the_hour(folder: str, now: datetime) -> None:
    written = {step.key: step.at for step in played(folder, now) if step.what in ("post", "comment")}
    for step in played(folder, now):
        clock = step.at.astimezone(STOCKHOLM)
        if step.what in ("answer", "close", "remove") and step.at - written[step.key] > timedelta(hours=1):
            assert clock.weekday() < 5
            assert OPENS <= clock.time() <= CLOSES or clock.hour == CLOSES.hour


@EVERYWHERE
def test_what_hangs_on_something_comes_after_it(folder: str) -> None:
    at: dict[str, datetime] = {}
    for step in played(folder, NOWS[1]):
        if step.what in ("post", "comment"):
            assert step.on == "" or at[step.on] <= step.at
            assert step.key not in at, "every item has a key of its own"
            at[step.key] = step.at
        else:
            assert at[step.key] <= step.at


@EVERYWHERE
def test_everybody_named_is_somebody(folder: str) -> None:
    town = read(folder)
    for step in played(folder, NOWS[1]):
        assert step.account in {plan.key for plan in town.accounts}
        if step.what in RESIDENTS:
            # A name, not the key of a character that the town has forgotten to name.
            assert (
                step.by == ""
                or not re.fullmatch(r"[a-z_]+[0-9]?", step.by)
                or step.by in town.residents.values()
            )
        else:
            assert town.employs(step.by)
            assert step.to == "" or town.employs(step.to)


@EVERYWHERE
def test_telephone_numbers_are_of_the_block_for_fiction(folder: str) -> None:
    found = [
        number
        for step in played(folder, NOWS[1])
        for number in re.findall(r"\b0\d{1,3}-\d[\d ]{5,9}\d\b", step.text)
    ]
    assert found
    assert [n for n in found if not re.fullmatch(r"070-174 06 (0[5-9]|[1-9]\d)", n)] == []


@EVERYWHERE
def test_the_only_personal_number_is_the_published_test_number(folder: str) -> None:
    found = {n for step in played(folder, NOWS[1]) for n in re.findall(r"\b\d{6,8}[-+]\d{4}\b", step.text)}
    assert found == {"121212-1212"}


@EVERYWHERE
def test_no_twelve_words_are_written_twice(folder: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for step in played(folder, NOWS[1]):
        words = re.findall(r"\w+", step.text.lower())
        for run in zip(*(words[start:] for start in range(12)), strict=False):
            # An edit keeps most of what it changes.
            assert seen.setdefault(run, step.key) == step.key, " ".join(run)


@EVERYWHERE
def test_the_world_is_there_in_other_scripts_and_languages(folder: str) -> None:
    everything = " ".join(step.text for step in played(folder, NOWS[1]) if step.what == "comment")
    assert re.search(r"[\u0600-\u06ff]{4}", everything), "Arabic"
    assert re.search(r"[\u0400-\u04ff]{4}", everything), "Ukrainian"
    assert "Is the bus" in everything, "English"
    assert re.search("[\U0001f300-\U0001faff]", everything), "emoji"
    assert max(len(step.text) for step in played(folder, NOWS[1])) > 1_500, "a very long one"


@EVERYWHERE
def test_somebody_in_distress_waits_right_now(folder: str) -> None:
    now = NOWS[1]
    signals = [step for step in played(folder, now) if "Jag orkar inte mer" in step.text]
    assert len(signals) == 1
    assert now - signals[0].at < timedelta(hours=24)
    assert not [step for step in played(folder, now) if step.key == signals[0].key and step.what == "answer"]


@pytest.mark.parametrize("month", [1, 7])
@EVERYWHERE
def test_half_of_what_is_older_and_stands_first_in_its_thread_is_answered(folder: str, month: int) -> None:
    handled = [handling for post in told_in(read(folder), month=month) for handling in _first(post)]
    answered = sum(handling.answer is not None for handling in handled)
    assert 0.35 <= answered / len(handled) <= 0.65


def test_snow_falls_in_winter_and_grass_grows_in_summer() -> None:
    winter = {post.key for post in told_in(read("aneby"), month=12)}
    summer = {post.key for post in told_in(read("aneby"), month=6)}
    assert {"plogning", "halka"} <= winter - summer
    assert {"slatter", "badvatten"} <= summer - winter


def _first(post: Post) -> Iterator[Handling]:
    if post.days > 7:
        yield from (comment.handling for comment in post.comments if not _only_talk(comment))


def _only_talk(comment: Comment) -> bool:
    """A joke among neighbours that got its own replies."""
    return bool(comment.replies) and comment.handling.answer is None
