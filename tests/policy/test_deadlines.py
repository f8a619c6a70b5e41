"""Until when, by which clause: the reply clock and its fellows in the four adopted guidelines."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from kanalkoll.policy import deadlines
from kanalkoll.policy.pack import Pack, read
from kanalkoll.policy.vocabulary.clocks import Clock

ON = date(2026, 11, 3)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


FRIDAY_AFTERNOON = at("2026-10-23T17:00:00+02:00")


@pytest.mark.parametrize(
    ("name", "clause", "due", "strength", "calendar"),
    [
        pytest.param("alingsas", "AL-11.1-08", "2026-10-26T17:00:00+01:00", "target", "non_holiday_days",
                     marks=pytest.mark.clause("AL-11.1-08")),
        pytest.param("aneby", "AN-7-02", "2026-10-26T17:00:00+01:00", "benchmark", "weekdays",
                     marks=pytest.mark.clause("AN-7-02")),
        pytest.param("hallstahammar", "HA-6-03", "2026-10-27T00:00:00+01:00", "absolute", "workdays",
                     marks=pytest.mark.clause("HA-6-03")),
        pytest.param("hallstahammar", "HA-B2.5-01", "2026-10-27T00:00:00+01:00", "absolute", "workdays",
                     marks=pytest.mark.clause("HA-B2.5-01")),
    ],
)  # fmt: skip
def test_a_comment_on_friday_afternoon_is_due_by_the_guidelines_own_calendar(
    packs: Mapping[str, Pack], name: str, clause: str, due: str, strength: str, calendar: str
) -> None:
    found = deadlines.reply_due(packs[name], received=FRIDAY_AFTERNOON)
    assert clause in found.clauses
    assert (found.at, found.strength, found.calendar) == (at(due), strength, calendar)
    assert not found.default


@pytest.mark.clause("AN-7-02")
def test_the_clause_with_the_figure_is_named_first(packs: Mapping[str, Pack]) -> None:
    assert deadlines.reply_due(packs["aneby"], received=FRIDAY_AFTERNOON).clauses == ("AN-7-02", "AN-3-02")


@pytest.mark.clause("AN-3-02")
def test_a_clause_that_only_asks_for_speed_supports_the_limit_without_setting_it(
    packs: Mapping[str, Pack],
) -> None:
    pack = packs["aneby"].without("AN-7-02")
    due = deadlines.reply_due(pack, received=FRIDAY_AFTERNOON)
    assert due.clauses == ("AN-3-02",)
    assert due.at is None
    assert "anger ingen svarstid" in due.explanation


def test_a_guideline_without_figure_gives_no_limit_and_says_whose_choice_that_is(
    packs: Mapping[str, Pack],
) -> None:
    due = deadlines.reply_due(packs["norrkoping"], received=FRIDAY_AFTERNOON)
    assert (due.at, due.clauses, due.default) == (None, (), True)
    assert "systemets förval, inte i er riktlinje" in due.explanation


def test_the_explanation_says_figure_start_and_end_in_swedish(packs: Mapping[str, Pack]) -> None:
    hours = deadlines.reply_due(packs["aneby"], received=FRIDAY_AFTERNOON).explanation
    days = deadlines.reply_due(packs["hallstahammar"], received=FRIDAY_AFTERNOON).explanation
    assert hours == (
        "Riktmärket är svar inom 24 timmar på vardagar. Det kom fredag 23 oktober 2026 kl. 17.00, "
        "och tiden går ut måndag 26 oktober 2026 kl. 17.00."
    )
    assert days == (
        "Svaret ska absolut komma inom en arbetsdag. Det kom fredag 23 oktober 2026 kl. 17.00, "
        "och tiden går ut när måndag 26 oktober 2026 är slut."
    )


def test_a_time_that_runs_out_at_midnight_runs_out_with_the_day(packs: Mapping[str, Pack]) -> None:
    on_a_saturday = at("2026-11-21T19:01:00+01:00")
    told = deadlines.reply_due(packs["alingsas"], received=on_a_saturday).explanation
    assert told.endswith("och tiden går ut måndag 23 november 2026 kl. 24.00.")


def test_what_came_before_the_guideline_is_not_judged_by_it(packs: Mapping[str, Pack]) -> None:
    before = at("2023-12-29T12:00:00+01:00")
    assert deadlines.reply_due(packs["aneby"], received=before).default


@pytest.mark.clause("HA-6-07")
def test_a_question_passed_on_owes_the_sender_a_word_within_one_working_day(
    packs: Mapping[str, Pack],
) -> None:
    pack = packs["hallstahammar"]
    holding = deadlines.holding_reply(pack, on=ON)
    assert holding is not None
    assert (holding.required, holding.text, holding.clauses) == (True, "holding_reply", ("HA-6-07",))
    due = deadlines.holding_due(pack, received=FRIDAY_AFTERNOON)
    assert due.at == at("2026-10-27T00:00:00+01:00")
    assert due.clauses == ("HA-6-07",)


@pytest.mark.parametrize("name", ["alingsas", "aneby", "norrkoping"])
def test_without_a_rule_on_holding_replies_the_first_clock_runs_on(
    packs: Mapping[str, Pack], name: str
) -> None:
    pack = packs[name]
    assert deadlines.holding_reply(pack, on=ON) is None
    assert deadlines.holding_due(pack, received=FRIDAY_AFTERNOON).at is None
    assert deadlines.second_due(pack, passed_on_at=FRIDAY_AFTERNOON).at is None


@pytest.mark.clause("HA-6-08")
def test_whoever_got_the_question_is_on_a_second_clock_with_the_systems_figure(
    packs: Mapping[str, Pack],
) -> None:
    due = deadlines.second_due(packs["hallstahammar"], passed_on_at=at("2026-11-02T09:00:00+01:00"))
    assert due.at == at("2026-11-10T00:00:00+01:00")
    assert due.clauses == ("HA-6-08",)
    assert due.default
    assert "Tiden är systemets förval" in due.explanation


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        pytest.param("alingsas", "AL-4.4-01", marks=pytest.mark.clause("AL-4.4-01")),
        pytest.param("aneby", "AN-6-03", marks=pytest.mark.clause("AN-6-03")),
        pytest.param("aneby", "AN-7-07", marks=pytest.mark.clause("AN-7-07")),
        pytest.param("norrkoping", "NO-3.3-07"),
    ],
)
def test_what_comes_in_is_reviewed_within_a_working_day_where_continuously_has_no_figure(
    packs: Mapping[str, Pack], name: str, clause: str
) -> None:
    due = deadlines.review_due(packs[name], received=FRIDAY_AFTERNOON)
    assert clause in due.clauses
    assert due.at == at("2026-10-27T00:00:00+01:00")
    assert due.default


def test_even_a_silent_guideline_has_what_comes_in_reviewed(packs: Mapping[str, Pack]) -> None:
    due = deadlines.review_due(packs["hallstahammar"], received=FRIDAY_AFTERNOON)
    assert (due.at, due.clauses, due.default) == (at("2026-10-27T00:00:00+01:00"), (), True)


@pytest.mark.clause("HA-B2.5-03")
def test_an_asked_unit_has_no_limit_but_is_measured(packs: Mapping[str, Pack]) -> None:
    due = deadlines.handover_due(packs["hallstahammar"], asked_at=FRIDAY_AFTERNOON)
    assert (due.at, due.clauses, due.default) == (None, ("HA-B2.5-03",), False)
    assert "svarstiden mäts" in due.explanation


GUIDELINE = """\
[guideline]
municipality = "Exempel"
title = "Riktlinje"
[[clause]]
id = "EX-1"
section = "1"
modality = "must"
kind = "monitored"
summary = "s"
[[clause.control]]
use = "{use}"
{figures}
[[clause]]
id = "EX-2"
section = "2"
modality = "must"
kind = "monitored"
summary = "s"
[[clause.control]]
use = "reply_within"
hours = 72
kinds = ["message"]
"""


def exempel(figures: str, use: str = "reply_within") -> Pack:
    pack = read({"guideline.toml": GUIDELINE.format(use=use, figures=figures)}, name="exempel").pack
    assert pack is not None
    return pack


@pytest.mark.parametrize(
    ("figures", "due"),
    [
        ("hours = 24", "2026-10-26T17:00:00+01:00"),
        ("hours = 24\nsaturdays = true", "2026-10-24T17:00:00+02:00"),
        ('hours = 24\ncalendar = "every_day"', "2026-10-24T17:00:00+02:00"),
        ("hours = 2\noffice_from = 08:00:00\noffice_to = 16:30:00", "2026-10-26T10:00:00+01:00"),
        ("workdays = 1\nsaturdays = true", "2026-10-25T00:00:00+02:00"),
        ("workdays = 3", "2026-10-29T00:00:00+01:00"),
        ("workdays = 1\noffice_from = 08:00:00\noffice_to = 16:30:00", "2026-10-27T16:30:00+01:00"),
    ],
)
def test_saturdays_days_and_office_hours_are_the_municipalitys_choice(figures: str, due: str) -> None:
    assert deadlines.reply_due(exempel(figures), received=FRIDAY_AFTERNOON).at == at(due)


@pytest.mark.parametrize(("eves", "due"), [("day_off", "2026-06-22"), ("ordinary", "2026-06-19")])
def test_the_eves_are_the_municipalitys_choice(eves: str, due: str) -> None:
    found = deadlines.reply_due(
        exempel(f'hours = 24\neves = "{eves}"'), received=at("2026-06-18T12:00:00+02:00")
    )
    assert found.at == at(f"{due}T12:00:00+02:00")


def test_the_strictest_of_several_limits_decides_and_stands_alone() -> None:
    due = deadlines.reply_due(exempel("hours = 24"), received=FRIDAY_AFTERNOON, kind="message")
    assert due.clauses == ("EX-1",)
    slower = deadlines.reply_due(exempel("hours = 100"), received=FRIDAY_AFTERNOON, kind="message")
    assert slower.clauses == ("EX-2",)


def test_a_limit_for_messages_says_nothing_of_comments() -> None:
    pack = exempel("hours = 24").without("EX-1")
    assert deadlines.reply_due(pack, received=FRIDAY_AFTERNOON, kind="comment").default


def test_a_figure_of_the_guidelines_own_goes_before_the_systems() -> None:
    due = deadlines.review_due(exempel("hours = 4", use="review_within"), received=FRIDAY_AFTERNOON)
    assert (due.at, due.default) == (at("2026-10-23T21:00:00+02:00"), False)


def test_a_clock_without_figure_never_runs_out() -> None:
    with pytest.raises(ValueError, match="never runs out"):
        deadlines.limit(Clock(), FRIDAY_AFTERNOON)
