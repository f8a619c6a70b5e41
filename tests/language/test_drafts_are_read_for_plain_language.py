"""Draft findings: what makes a municipality's own text hard, and what does not."""

import pytest

from kanalkoll.language import Allow, readability, screen


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
        ("Kommun direktören bjuder på kaffe.", "sarskrivning", "Kommun direktören"),
        ("Vi bygger en ny idrotts hall.", "sarskrivning", "idrotts hall"),
        ("Kom på julgrans plundring!", "sarskrivning", "julgrans plundring"),
        ("Salen är rullstols anpassad.", "sarskrivning", "rullstols anpassad"),
        ("Skolan bjuder på kött bullar.", "sarskrivning", "kött bullar"),
        ("Den nya banan är jätte fin.", "sarskrivning", "jätte fin"),
        ("Våra åtta åringar målar.", "sarskrivning", "åtta åringar"),
        ("Du hittar vår e tjänst på webben.", "sarskrivning", "e tjänst"),
        ("Träffa vår nya bibliotek chef.", "sarskrivning", "bibliotek chef"),
        ("Vi gör en trafik omläggning.", "sarskrivning", "trafik omläggning"),
        ("Ring oss på tele fon.", "sarskrivning", "tele fon"),
        ("Alla ledig heter söks i tid.", "sarskrivning", "ledig heter"),
        ("Vi firar FN dagen på torget.", "sarskrivning", "FN dagen"),
        ("Låna en el cykel gratis på biblioteket.", "sarskrivning", "el cykel"),
        ("Pensjonärer åker gratis.", "stavfel", "Pensjonärer"),
        ("Alla är välkomna på premjären.", "stavfel", "premjären"),
        ("Vi ordnar detta tilsammans.", "stavfel", "tilsammans"),
        ("Festen pågår hela eftermidagen.", "stavfel", "eftermidagen"),
        ("Välkommen på ivigningen.", "stavfel", "ivigningen"),
        ("Anmäl dig till höstens kursser.", "stavfel", "kursser"),
        ("Nya samhälsplanerare söks.", "stavfel", "samhälsplanerare"),
        ("Ta det försiktikt på gatan.", "stavfel", "försiktikt"),
        ("Träden fälls i vår.", "passiv", "fälls"),
        ("Skolan målas om.", "passiv", "målas"),
        ("Beslutet kommer att tas i höst.", "passiv", "tas"),
        ("Vi jobbar #tillsammansförkumla", "hashtag_camelcase", "#tillsammansförkumla"),
        ("Sök jobb #visomjobbarhär", "hashtag_camelcase", "#visomjobbarhär"),
        ("#sjöbergakommun", "hashtag_camelcase", "#sjöbergakommun"),
        ("#ungikommunen", "hashtag_camelcase", "#ungikommunen"),
        ("Vi inväntar svar med anledning av remissen.", "byrakratord", "med anledning av"),
        ("Avgiften beräknas vid onboarding.", "slang_intern", "onboarding"),
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
        "Nämnden fattade beslutet, som nu planeras av oss.",
        "Vi samlas vid ån och träffas sedan i parken.",
        "Ta med en kopp kaffe, filt och matsäck vecka 12.",
        "Du är välkommen på lördag kväll, eller när rektor Eva har tid.",
        "Här syns Aneby kommuns logotyp, och vår förenings blad ligger där.",
        "Låt kranen rinna, och håll utkik efter personal i reflexväst.",
        "Mina vita lakan blev bruna för en gångs skull, och bilden har en alternativ text.",
        "Det är fri entré i ett par veckor, och du får personlig hjälp med lagliga grunder.",
        "Titta på ritningen, den har rätt skala och visar en äldre skiss.",
        "Vi gratulerar Thyra Xylander, Teskedias bibliotekarie, i Överkråkinge.",
        "#sommarlovsaktiviteter #biblioteket #snöröjning #förskola #omsorg #gotland #kulturnatten #julmarknad2026",
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
    assert readability.lix(text) == lix


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Vi ses vid buss stationen.", "busstationen"),
        ("Vår e tjänst är öppen.", "e-tjänst"),
        ("Våra 8 åringar målar.", "8-åringar"),
        ("På lördag firar vi förenings dag.", "föreningsdag"),
        ("Vi ordnar detta tilsammans.", "tillsammans"),
        ("Ett öppet mötte för kommunnens invånare.", "kommunens"),
        ("Följ #visomjobbarhär", "#ViSomJobbarHär"),
    ],
)
def test_a_remark_tells_what_to_write_instead(text: str, instead: str) -> None:
    reasons = [one.reason for one in screen(text, direction="outgoing").findings if one.kind == "draft"]
    assert any(f"Skriv i stället ”{instead}”" in reason for reason in reasons), reasons


def test_names_and_the_municipality_own_words_are_not_spelled() -> None:
    text = "Konserten är på gymnaset."
    assert remarks(text) != []
    seen = screen(text, direction="outgoing", allow=Allow(words=frozenset({"gymnaset"})))
    assert [one for one in seen.findings if one.kind == "draft"] == []


def test_a_text_in_another_language_is_not_spelled_as_swedish() -> None:
    assert remarks("Please contact us about the platform if you have questions for the staff.") == []
