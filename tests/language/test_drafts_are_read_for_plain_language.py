"""Draft findings: what makes a municipality's own text hard, and what does not."""

import pytest

from kanalkoll.language import screen


def remarks(text: str, channel: str | None = None) -> list[tuple[str, str]]:
    seen = screen(text, direction="outgoing", channel=channel)
    return [(one.type, text[one.start : one.end]) for one in seen.findings if one.kind == "draft"]


@pytest.mark.parametrize(
    ("text", "type_", "span"),
    [
        ("Vi erhåller många frågor.", "byrakratord", "erhåller"),
        ("I enlighet med beslutet stänger vi.", "byrakratord", "I enlighet med"),
        ("Öppet fr.o.m. måndag.", "forkortning", "fr.o.m."),
        ("KSAU sa ja.", "forkortning", "KSAU"),
        ("Asgrymt jobbat!", "slang_intern", "Asgrymt"),
        ("Vägen stängs på måndag.", "passiv", "stängs"),
        ("Lekplatsen kommer att renoveras.", "passiv", "renoveras"),
        ("Kul! #viäraneby", "hashtag_camelcase", "#viäraneby"),
        ("Läs på http://example.se", "lank", "http://example.se"),
        ("Klicka här för mer.", "lank", "Klicka här"),
        ("Se https://bit.ly/abc", "lank", "bit.ly/abc"),
        ("Tyvär stängt.", "stavfel", "Tyvär"),
        ("Skol maten är god.", "sarskrivning", "Skol maten"),
        ("NU ÄR DET FEST", "versaler", "NU ÄR DET FEST"),
        ("Nu är det dags!!!", "skiljetecken", "!!!"),
        ("Samhällsbyggnadsförvaltningen svarar.", "langt_ord", "Samhällsbyggnadsförvaltningen"),
    ],
)
def test_a_fault_is_found_where_it_stands(text: str, type_: str, span: str) -> None:
    assert (type_, span) in remarks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vi hoppas att du trivs och att vi ses snart.",
        "Det finns plats för alla, tillsammans lyckas vi.",
        "Titta på tv kl. 19, då intervjuar SVT vår vd om LSS och SFI.",
        "Nu är det #sommarlov på #Biblioteket",
        "Läs mer på https://www.example.se/bad",
        "Här i kommunen tycker vi om att bada.",
        "Vi ses på torget! 🎉",
        "OBS! Vattnet är avstängt i dag.",
        "Nämnden fattade beslutet, som nu handläggs av oss.",
    ],
)
def test_plain_text_gets_no_remark(text: str) -> None:
    assert remarks(text, "facebook") == []


def test_a_link_works_everywhere_but_in_an_instagram_post() -> None:
    text = "Läs på https://www.example.se"
    assert [kind for kind, _ in remarks(text, "instagram_flode")] == ["lank"]
    assert remarks(text, "linkedin") == []


@pytest.mark.parametrize(("count", "flagged"), [(5, False), (6, True)])
def test_more_than_five_emoji_are_too_many(count: int, flagged: bool) -> None:
    text = " ".join(["Sol ☀️ bad"] * count)
    assert (("emoji", text) in remarks(text)) is flagged


@pytest.mark.parametrize(
    ("emoji", "flagged"), [("👍👍", False), ("👍👍👍", True), ("👩‍👩‍👧", False), ("🇸🇪", False)]
)
def test_a_run_of_three_emoji_is_too_long_and_a_family_is_one_emoji(emoji: str, flagged: bool) -> None:
    assert bool(remarks(f"Bra jobbat! {emoji}")) is flagged


@pytest.mark.parametrize(("words", "flagged"), [(25, False), (26, True)])
def test_a_sentence_may_have_twenty_five_words(words: int, flagged: bool) -> None:
    text = " ".join(["sol"] * words) + "."
    assert ("lang_mening" in [kind for kind, _ in remarks(text)]) is flagged


def test_the_reader_in_the_third_person_is_noticed_unless_also_spoken_to() -> None:
    assert "tilltal" in [kind for kind, _ in remarks("Medborgaren ska kontakta kundcenter.")]
    assert remarks("Medborgaren ska kontakta kundcenter. Du kan ringa.") == []


@pytest.mark.parametrize(
    ("text", "lix"),
    [
        ("Vi ses. Kom hit.", 2.0),
        ("Kommunen bygger vägar.", 36.3),
        ("Det kostar t.ex. 3.5 kr.", 5.0),
        ("Läs: kom hit!", 1.5),
        ("Kom! #kommunfullmäktige https://www.example.se/kommunfullmaktige", 1.0),
        ("!!!", None),
    ],
)
def test_lix_counts_words_sentences_and_long_words(text: str, lix: float | None) -> None:
    assert screen(text, direction="outgoing").lix == lix
