"""Removal: on what grounds, in which way, with what evidence, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from kanalkoll.policy import moderation, statutory, stewardship
from kanalkoll.policy.moderation import Act, RemovalGround
from kanalkoll.policy.pack import Pack, from_json, read

ON = date(2026, 11, 3)
SILENT = """\
[guideline]
municipality = "Exempel kommun"
title = "Riktlinje"
[[clause]]
id = "EX-1"
section = "1"
modality = "must"
kind = "assisted"
summary = "s"
"""
NAMES = ("alingsas", "aneby", "hallstahammar", "norrkoping")


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    type: str
    score: float = 0.9
    start: int = 4
    end: int = 9
    rule: str = "test"
    reason: str = "Därför."


@dataclass(frozen=True, slots=True)
class Screened:
    findings: tuple[Found, ...] = ()


def grounds(pack: Pack) -> dict[str, RemovalGround]:
    return {each.code: each for each in moderation.grounds(pack, on=ON)}


def act(pack: Pack, ground: str, code: str) -> Act | None:
    rule = moderation.removal_rule(pack, ground=ground, on=ON)
    return next((each for each in rule.acts if each.code == code), None)


def of_guideline(pack: Pack, clause: str) -> set[str]:
    return {code for code, each in grounds(pack).items() if clause in each.clauses}


# --- grounds


@pytest.mark.parametrize(
    ("name", "clause", "expected"),
    [
        pytest.param("alingsas", "AL-4.2-02", {"secrecy"}, marks=pytest.mark.clause("AL-4.2-02")),
        pytest.param(
            "alingsas", "AL-4.4-02",
            {"insult", "incitement", "hate_speech", "pornography", "unlawful_violence_depiction",
             "copyright_infringement", "disinformation", "commercial", "profanity", "other"},
            marks=pytest.mark.clause("AL-4.4-02"),
        ),
        pytest.param(
            "aneby", "AN-6.1-01",
            {"copyright_infringement", "group_degrading", "threat", "harassment", "insult", "defamation",
             "gossip", "profanity", "commercial", "unlawful_violence_depiction", "child_abuse_material",
             "pornography", "call_to_crime", "incitement", "illegal_other", "party_politics", "secrecy",
             "personal_data", "other"},
            marks=pytest.mark.clause("AN-6.1-01"),
        ),
        pytest.param("aneby", "AN-6.1-03", {"secrecy", "personal_data"},
                     marks=pytest.mark.clause("AN-6.1-03")),
        pytest.param(
            "hallstahammar", "HA-B2.7-01",
            {"defamation", "insult", "hate_speech", "sexism", "harassment", "unlawful_violence_depiction",
             "pornography", "call_to_crime", "copyright_infringement", "secrecy"},
            marks=pytest.mark.clause("HA-B2.7-01"),
        ),
        pytest.param(
            "hallstahammar", "HA-B1-08",
            {"profanity", "insult", "group_degrading", "call_to_crime", "personal_data",
             "copyright_infringement", "party_politics", "commercial"},
            marks=pytest.mark.clause("HA-B1-08"),
        ),
        pytest.param(
            "hallstahammar", "HA-12.7-02",
            {"incitement", "hate_speech", "child_abuse_material", "unlawful_violence_depiction",
             "copyright_infringement"},
            marks=pytest.mark.clause("HA-12.7-02"),
        ),
        pytest.param("hallstahammar", "HA-12.6-02", {"offensive_personal_data"},
                     marks=pytest.mark.clause("HA-12.6-02")),
        pytest.param(
            "norrkoping", "NO-3.3-12",
            {"defamation", "insult", "hate_speech", "sexism", "harassment", "unlawful_violence_depiction",
             "pornography", "call_to_crime", "copyright_infringement", "profanity", "commercial", "secrecy"},
            marks=pytest.mark.clause("NO-3.3-12"),
        ),
        pytest.param("norrkoping", "NO-3.3-11", {"illegal_other", "guideline_breach"},
                     marks=pytest.mark.clause("NO-3.3-11")),
    ],
)  # fmt: skip
def test_the_flow_offers_the_grounds_that_the_clause_lists(
    packs: Mapping[str, Pack], name: str, clause: str, expected: set[str]
) -> None:
    assert of_guideline(packs[name], clause) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_laws_own_list_is_offered_everywhere_and_said_to_be_law(
    packs: Mapping[str, Pack], name: str
) -> None:
    offered = grounds(packs[name])
    for code in statutory.GROUNDS:
        ground = offered[code]
        assert (ground.source, ground.strength, ground.law) == ("statutory", "must", statutory.LAW)
        assert ground.urgent
        assert not ground.second_person
        assert ground.police != "no"


@pytest.mark.clause("AL-4.2-02")
def test_secrecy_is_urgent(packs: Mapping[str, Pack]) -> None:
    assert "secrecy" in grounds(packs["alingsas"])
    assert grounds(packs["alingsas"])["secrecy"].urgent


@pytest.mark.clause("AL-4.4-03")
def test_advertising_is_asked_whether_it_concerns_an_event(packs: Mapping[str, Pack]) -> None:
    commercial = grounds(packs["alingsas"])["commercial"]
    assert commercial.asks_event
    assert commercial.clauses == ("AL-4.4-02", "AL-4.4-03")
    assert not grounds(packs["aneby"])["commercial"].asks_event


@pytest.mark.clause("AN-6.1-03")
def test_personal_data_is_urgent_and_asked_whose_it_is(packs: Mapping[str, Pack]) -> None:
    personal = grounds(packs["aneby"])["personal_data"]
    assert personal.asks == ("whose_data", "how_sensitive")
    assert personal.urgent


@pytest.mark.clause("HA-B1-08")
def test_what_only_the_house_rules_name_may_go_with_a_reason_and_a_second_reader(
    packs: Mapping[str, Pack],
) -> None:
    offered = grounds(packs["hallstahammar"])
    assert "commercial" in offered
    ground = offered["commercial"]
    assert (ground.source, ground.strength) == ("house_rules", "may")
    assert ground.second_person
    assert ground.needs_reason
    rule = moderation.removal_rule(packs["hallstahammar"], ground="commercial", on=ON)
    assert rule.second_person_clauses == ("HA-B1-08",)


@pytest.mark.clause("HA-B2.7-01")
def test_what_both_lists_name_must_go_without_a_second_reader(packs: Mapping[str, Pack]) -> None:
    insult = grounds(packs["hallstahammar"])["insult"]
    assert (insult.source, insult.strength, insult.second_person) == ("guideline", "must", False)


def test_the_house_rules_point_at_the_grounds_they_answer_to(packs: Mapping[str, Pack]) -> None:
    rules = {each.code: each for each in moderation.house_rules(packs["hallstahammar"], on=ON)}
    assert len(rules) == 8
    assert rules["no_commercial"].ground == "commercial"
    assert "HA-B1-07" in grounds(packs["hallstahammar"])["commercial"].clauses


@pytest.mark.clause("AL-4.4-02")
def test_outside_a_list_of_examples_a_written_reason_is_asked_for(packs: Mapping[str, Pack]) -> None:
    other = grounds(packs["alingsas"]).get("other")
    assert other is not None
    assert (other.clauses, other.needs_reason, other.strength) == (("AL-4.4-02",), True, "may")


@pytest.mark.clause("AN-6.1-01")
def test_outside_a_closed_list_the_communications_unit_decides(packs: Mapping[str, Pack]) -> None:
    other = grounds(packs["aneby"]).get("other")
    assert other is not None
    assert other.decided_by == "comms_unit"


def test_outside_a_closed_list_without_more_said_nothing_is_removed(packs: Mapping[str, Pack]) -> None:
    assert "other" not in grounds(packs["hallstahammar"])
    assert "disinformation" not in grounds(packs["aneby"])
    with pytest.raises(KeyError):
        moderation.removal_rule(packs["norrkoping"], ground="party_politics", on=ON)


def test_a_silent_guideline_offers_the_law_and_an_own_reason_as_the_systems_choice() -> None:
    pack = read({"guideline.toml": SILENT}, name="exempel").pack
    assert pack is not None
    offered = grounds(pack)
    assert set(offered) == {*statutory.GROUNDS, "other"}
    assert [code for code, each in offered.items() if each.default] == ["other"]
    rule = moderation.removal_rule(pack, ground="other", on=ON)
    assert rule.defaults == ("acts", "evidence", "platform_report")
    assert rule.default


# --- acts


@pytest.mark.clause("AN-6.1-01")
def test_what_must_be_erased_is_not_erased_by_hiding_it(packs: Mapping[str, Pack]) -> None:
    assert "gossip" in grounds(packs["aneby"])
    hidden, unpublished = act(packs["aneby"], "gossip", "hide"), act(packs["aneby"], "gossip", "unpublish")
    assert hidden is not None
    assert unpublished is not None
    assert (hidden.counts_as_removed, unpublished.counts_as_removed) == (False, True)


@pytest.mark.clause("NO-3.3-11")
def test_hiding_alone_does_not_count_as_unpublished(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["norrkoping"], ground="profanity", on=ON)
    assert "NO-3.3-11" in rule.acts_clauses
    assert rule.default_act == "unpublish"
    assert [each.code for each in rule.acts if each.counts_as_removed] == ["unpublish", "delete"]


@pytest.mark.parametrize(
    ("clause", "conditions"),
    [
        pytest.param("NO-3.3-17", {"disposal_class"}, marks=pytest.mark.clause("NO-3.3-17")),
        pytest.param(
            "NO-3.3-18", {"disposal_decision", "not_current"}, marks=pytest.mark.clause("NO-3.3-18")
        ),
    ],
)
def test_deleting_needs_three_answers(packs: Mapping[str, Pack], clause: str, conditions: set[str]) -> None:
    deletion = act(packs["norrkoping"], "profanity", "delete")
    assert deletion is not None
    assert conditions == {each.code for each in deletion.conditions if clause in each.clauses}
    unpublishing = act(packs["norrkoping"], "profanity", "unpublish")
    assert unpublishing is not None
    assert unpublishing.conditions == ()


@pytest.mark.clause("HA-7.3-01")
def test_without_a_standing_disposal_decision_content_is_secured_and_hidden(
    packs: Mapping[str, Pack],
) -> None:
    rule = moderation.removal_rule(packs["hallstahammar"], ground="sexism", on=ON)
    unpublishing = act(packs["hallstahammar"], "sexism", "unpublish")
    assert unpublishing is not None
    assert [each.clauses for each in unpublishing.conditions] == [("HA-7.3-01", "HA-7.3-02")]
    assert rule.default_act == "hide"
    assert rule.gap is not None


@pytest.mark.parametrize("ground", ["secrecy", "hate_speech", "threat"])
def test_secrecy_and_crime_come_off_at_once_whatever_is_decided_about_disposal(
    packs: Mapping[str, Pack], ground: str
) -> None:
    rule = moderation.removal_rule(packs["hallstahammar"], ground=ground, on=ON)
    assert (rule.default_act, rule.gap) == ("unpublish", None)
    assert {each.code: each.counts_as_removed for each in rule.acts} == {"hide": False, "unpublish": True}
    assert all(each.conditions == () for each in rule.acts)


def test_a_standing_decision_on_record_answers_for_itself(packs: Mapping[str, Pack]) -> None:
    content = (
        packs["hallstahammar"]
        .to_json()
        .replace('"standing_decision":null', '"standing_decision":"Kommunstyrelsen 2022-03-01 § 40"')
    )
    pack = from_json(content)
    rule = moderation.removal_rule(pack, ground="sexism", on=ON)
    assert (rule.default_act, rule.gap) == ("unpublish", None)
    assert all(each.conditions == () for each in rule.acts)


def test_where_nothing_is_said_hiding_counts_except_for_crime_and_secrecy(packs: Mapping[str, Pack]) -> None:
    for ground, counts in (("profanity", True), ("secrecy", False), ("threat", False)):
        hidden = act(packs["alingsas"], ground, "hide")
        assert hidden is not None
        assert hidden.counts_as_removed is counts


# --- evidence


@pytest.mark.parametrize(
    ("name", "clause", "capture", "sender", "store"),
    [
        pytest.param("aneby", "AN-6.1-04", "screenshot", True, "evidence_vault",
                     marks=pytest.mark.clause("AN-6.1-04")),
        pytest.param("hallstahammar", "HA-7.2-05", "screenshot", False, "evidence_vault",
                     marks=pytest.mark.clause("HA-7.2-05")),
        pytest.param("hallstahammar", "HA-7.2-06", "screenshot", False, "appointed_place",
                     marks=pytest.mark.clause("HA-7.2-06")),
        pytest.param("hallstahammar", "HA-B2.7-02", "screenshot", False, "evidence_vault",
                     marks=pytest.mark.clause("HA-B2.7-02")),
        pytest.param("norrkoping", "NO-3.3-14", "copy", False, "other_medium",
                     marks=pytest.mark.clause("NO-3.3-14")),
    ],
)  # fmt: skip
def test_evidence_comes_before_removal_by_the_guidelines_own_clause(
    packs: Mapping[str, Pack], name: str, clause: str, capture: str, sender: bool, store: str
) -> None:
    rule = moderation.removal_rule(packs[name], ground="profanity", on=ON)
    assert clause in rule.evidence_clauses
    assert (rule.evidence.required, rule.evidence.capture, rule.evidence.sender) == (True, capture, sender)
    assert store in rule.evidence.stores


def test_evidence_comes_first_even_where_the_guideline_is_silent(packs: Mapping[str, Pack]) -> None:
    evidence = moderation.removal_rule(packs["alingsas"], ground="profanity", on=ON).evidence
    assert (evidence.required, evidence.clauses, evidence.default) == (True, (), True)


@pytest.mark.parametrize("name", NAMES)
def test_child_abuse_material_is_never_copied_and_always_reported(
    packs: Mapping[str, Pack], name: str
) -> None:
    rule = moderation.removal_rule(packs[name], ground="child_abuse_material", on=ON)
    assert not rule.ground.may_be_copied
    assert not rule.evidence.required
    assert rule.evidence.capture == "none"
    assert [(each.code, each.conditions, each.counts_as_removed) for each in rule.acts] == [
        ("delete", (), True)
    ]
    assert (rule.police, rule.platform_report, rule.second_person) == ("must", "always", False)
    assert rule.diary != "if_preserved"


# --- what goes with it


@pytest.mark.clause("AN-6.1-02")
def test_party_politics_is_referred_first_and_approved_by_a_second_person(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["aneby"], ground="party_politics", on=ON)
    assert rule.ground.refers
    assert rule.refer_clauses == ("AN-6.1-02",)
    assert rule.refer_text in packs["aneby"].texts
    assert rule.second_person
    assert rule.second_person_clauses == ("AN-6.1-02",)


def test_the_account_is_no_political_arena_so_the_writer_is_referred_before_anything_goes(
    packs: Mapping[str, Pack],
) -> None:
    rule = moderation.removal_rule(packs["hallstahammar"], ground="party_politics", on=ON)
    assert rule.refer_to == ("Partiernas egna kanaler",)
    assert set(rule.second_person_clauses) == {"HA-B1-08", "HA-5.7-01"}


def test_nobody_is_referred_anywhere_for_swearing(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["aneby"], ground="profanity", on=ON)
    assert (rule.refer_to, rule.refer_text, rule.second_person) == ((), None, False)


def test_every_removal_is_entered_in_the_diary(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["aneby"], ground="profanity", on=ON)
    assert (rule.diary, rule.diary_clauses) == ("always", ("AN-6.1-05",))


def test_a_removal_for_secrecy_goes_to_the_diary(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["alingsas"], ground="secrecy", on=ON)
    assert (rule.diary, rule.diary_clauses) == ("always", ("AL-4.2-03",))
    assert moderation.removal_rule(packs["alingsas"], ground="profanity", on=ON).diary is None


def test_what_is_to_be_preserved_goes_to_the_diary(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["norrkoping"], ground="profanity", on=ON)
    assert (rule.diary, rule.diary_clauses) == ("if_preserved", ("NO-3.3-19",))


@pytest.mark.clause("HA-B1-10")
def test_crime_is_reported_to_the_police_unless_a_manager_says_why_not(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["hallstahammar"], ground="call_to_crime", on=ON)
    assert (rule.police, rule.police_skip, rule.police_clauses) == ("must", "manager_reason", ("HA-B1-10",))


def test_insults_are_left_to_the_injured_and_elsewhere_the_report_is_offered(
    packs: Mapping[str, Pack],
) -> None:
    assert moderation.removal_rule(packs["hallstahammar"], ground="insult", on=ON).police == "no"
    offered = moderation.removal_rule(packs["aneby"], ground="threat", on=ON)
    assert (offered.police, offered.police_clauses) == ("offer", ())
    assert "police" in offered.defaults


@pytest.mark.clause("HA-5.4-03")
def test_the_platform_is_told_when_needed(packs: Mapping[str, Pack]) -> None:
    rule = moderation.removal_rule(packs["hallstahammar"], ground="sexism", on=ON)
    assert (rule.platform_report, rule.platform_report_clauses) == ("when_needed", ("HA-5.4-03",))
    assert "platform_report" not in rule.defaults


@pytest.mark.parametrize(
    ("name", "clause", "ground", "due", "covers"),
    [
        pytest.param("hallstahammar", "HA-5.1-09", "secrecy", "as_soon_as_possible", "own_posts",
                     marks=pytest.mark.clause("HA-5.1-09")),
        pytest.param("norrkoping", "NO-3.3-11", "profanity", "promptly", "replies",
                     marks=pytest.mark.clause("NO-3.3-11")),
    ],
)  # fmt: skip
def test_some_things_must_go_fast_and_our_own_words_are_not_spared(
    packs: Mapping[str, Pack], name: str, clause: str, ground: str, due: str, covers: str
) -> None:
    rule = moderation.removal_rule(packs[name], ground=ground, on=ON)
    assert rule.due_clauses == (clause,)
    assert rule.due == due
    assert covers in rule.applies_to


@pytest.mark.clause("AN-6-05")
def test_moderation_is_the_exception_so_every_removal_needs_a_reason_and_is_counted(
    packs: Mapping[str, Pack],
) -> None:
    rule = moderation.removal_rule(packs["aneby"], ground="profanity", on=ON)
    assert rule.needs_reason
    assert rule.reason_clauses == ("AN-6-05",)
    report = stewardship.removal_reporting(packs["aneby"], on=ON)
    assert (report.counted, report.clauses) == (True, ("AN-6-05",))


@pytest.mark.clause("HA-7.2-07")
def test_a_removal_without_a_copy_is_told_to_the_units_manager(packs: Mapping[str, Pack]) -> None:
    report = stewardship.removal_reporting(packs["hallstahammar"], on=ON)
    assert (report.uncaptured_to, report.clauses) == ("unit_manager", ("HA-7.2-07",))
    assert stewardship.removal_reporting(packs["norrkoping"], on=ON).default


@pytest.mark.parametrize("name", NAMES)
def test_every_ground_has_a_rule_whose_clauses_hold_all_that_its_parts_rest_on(
    packs: Mapping[str, Pack], name: str
) -> None:
    for code, ground in grounds(packs[name]).items():
        rule = moderation.removal_rule(packs[name], ground=code, on=ON)
        parts = (
            ground.clauses,
            rule.acts_clauses,
            rule.evidence_clauses,
            rule.second_person_clauses,
            rule.reason_clauses,
            rule.diary_clauses,
            rule.police_clauses,
            rule.platform_report_clauses,
            rule.refer_clauses,
            rule.due_clauses,
        )
        assert set(rule.clauses) == {clause for part in parts for clause in part}
        assert rule.default_act in {each.code for each in rule.acts}
        assert bool(rule.second_person_clauses) == rule.second_person


# --- judging what was found


@pytest.mark.parametrize(
    ("name", "kind", "category", "ground", "urgent"),
    [
        ("alingsas", "category", "svordom", "profanity", False),
        ("hallstahammar", "category", "hot", "threat", True),
        ("aneby", "category", "hets", "group_degrading", True),
        ("alingsas", "category", "hets", "hate_speech", True),
        ("norrkoping", "category", "uppmaning_brott", "call_to_crime", True),
        ("hallstahammar", "category", "krankning", "insult", False),
        ("aneby", "category", "pornografi", "pornography", False),
        ("aneby", "personal_data", "TELEFON", "personal_data", True),
        ("hallstahammar", "category", "personuppgift", "personal_data", False),
        ("norrkoping", "personal_data", "EPOST", None, False),
    ],
)
def test_a_finding_points_at_the_ground_that_the_guideline_has(
    packs: Mapping[str, Pack], name: str, kind: str, category: str, ground: str | None, urgent: bool
) -> None:
    (found,) = moderation.judge(packs[name], screening=Screened((Found(kind, category),)), on=ON)
    assert (found.ground, found.urgent, found.category) == (ground, urgent, category)
    assert (found.start, found.end, found.score, found.rule) == (4, 9, 0.9, "test")
    assert found.clauses == (grounds(packs[name])[ground].clauses if ground else ())


@pytest.mark.parametrize(
    ("name", "kind", "category"),
    [
        ("aneby", "category", "desinformation"),
        ("norrkoping", "category", "partipolitik"),
        ("aneby", "handling", "fraga"),
        ("aneby", "category", "okand"),
        ("aneby", "draft", "emoji"),
    ],
)
def test_what_is_no_ground_in_the_guideline_is_not_suggested(
    packs: Mapping[str, Pack], name: str, kind: str, category: str
) -> None:
    assert moderation.judge(packs[name], screening=Screened((Found(kind, category),)), on=ON) == ()
