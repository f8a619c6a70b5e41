"""Advertising, party politics, secrecy, copyright and false claims: what is found, and what resembles it."""

import pytest

from kanalkoll.language import screen


def categories(text: str) -> set[str]:
    seen = screen(text, direction="incoming")
    return {name for name, score in seen.categories.items() if score >= 0.5}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Ja säljer ved, björk å asp, sexhunra för kuben", "reklam"),
        ("Städhjälp till pensionärer, 299 kr i timmen efter rut. Ring Yvonne.", "reklam"),
        ("Mattvätten har kampanj: tvätta två mattor, betala för en. Gäller hela mars.", "reklam"),
        ("Kryptovalutor gjorde mig ekonomiskt fri, anmäl dig via länken i min profil", "reklam"),
        ("🎰 100 free spins utan insättning", "reklam"),
        ("Jeg selger hjemmelaget honning, 120 kr per glass", "reklam"),
        ("Heja V! 🌹", "partipolitik"),
        ("M + KD + L = nedlagda skolor. Räkna själva.", "partipolitik"),
        ("The Sweden Democrats ruined this town, vote them out", "partipolitik"),
        ("Sossera ha styrt här sen trettitalet", "partipolitik"),
        ("killen i 9c som slutade sitter på psyk", "sekretess"),
        ("Min mor har fået sklerose", "sekretess"),
        ("My daughter has ADHD and the school ignored it", "sekretess"),
        ("jag har kräft och sökt ekonomisk bistånd", "sekretess"),
        ("grannpojken är lvu:ad för att morsan knarkar", "sekretess"),
        ("Tack till er som tog hand om pappa under hans sista tid med Parkinson", "sekretess"),
        ("Här är filmen i full längd, rippad från dvd:n", "upphovsratt"),
        ("La in alla kapitel av hennes nya deckare i tråden, läs innan de tas bort", "upphovsratt"),
        ("Her er hele sesongen, last ned før de fjerner den", "upphovsratt"),
        ("Notboken ligger som zip hos mig, åttio låtar, så slipper vi köpa häften", "upphovsratt"),
        ("Sossarna la 9 000 falska röstsedlar i urnorna", "desinformation"),
        ("The Swedish state kidnaps Muslim children for money", "desinformation"),
        ("Varje asylsökande får 38 000 kronor skattefritt i månaden", "desinformation"),
        ("vattenmätarna spelar in allt man säger hemma", "desinformation"),
        ("Valdagen är flyttad till måndag för alla med efternamn på N", "desinformation"),
    ],
)
def test_each_is_recognised_in_many_words(text: str, category: str) -> None:
    assert category in categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hembygdsföreningens julmarknad är på lördag, alla är välkomna. Inträde 20 kr, barn gratis.",
        "Vi köpte vår kamin i affären vid torget, jättenöjda med priset",
        "Nu ska man boka tid på nätet för att få tala med en människa på biblioteket.",
        "Håll till vänster vid infarten så går det bra",
        "Elever med adhd behöver bättre stöd i skolan.",
        "Boken finns att låna gratis på biblioteket",
        "Folkhälsomyndigheten har en bra sida om vaccin",
        "Finns det ledstång hela vägen ner?",
        "Det är val i september, glöm inte rösta!",
        "Är det sant att 5G-masten är farlig?",
        "Jag har lagt ut hela albumet med bilder från hembygdsdagen, ladda gärna ner, de är mina egna",
    ],
)
def test_their_look_alikes_are_left_alone(text: str) -> None:
    assert categories(text) == set()


@pytest.mark.parametrize(
    ("party", "harmless"),
    [
        ("Centern svek oss", "Centern gapar tom, inte ett skyltfönster är tänt"),
        ("Rösta rött i höst", "Rösta på rött till hembygdsgården, fasaden ska målas i juni"),
        ("De moderata lögnerna om skatten", "Moderata priser i kaféet och goda bullar"),
        ("Vänsterpartiet ljuger i varje debatt", "Finns valsedlar för Vänsterpartiet i vallokalen?"),
        ("Vem kan lita på Moderaterna?", "Vem är gruppledare för Moderaterna?"),
        ("Moderaternas motion är ett skämt", "Moderaternas motion om belysning, när tas den upp?"),
        ("Vänstern styr och vänstern ljuger", "Vänstern först, sedan en krok, sa boxtränaren"),
        ("Rösta bort sossarna", "Rösta fram vår idrottshall till Sveriges finaste"),
        ("Miljöpartiet bör bort", "Miljöpartiet hade 4,2 procent i förra valet, stämmer det?"),
    ],
)
def test_a_partys_name_in_another_sense_or_in_a_matter_of_fact_is_no_party_politics(
    party: str, harmless: str
) -> None:
    assert categories(party) == {"partipolitik"}
    assert categories(harmless) == set()


def test_where_a_trader_is_reached_is_no_private_matter_unless_somebody_is_named() -> None:
    trade = "Vi utför takläggning och målning, ring 031-390 06 30 för gratis offert"
    assert categories(trade) == {"reklam"}
    assert "personuppgift" in categories(f"{trade}, fråga efter Anna Svensson")
    assert "personuppgift" in categories("Ring Anna Svensson på 070-174 06 05")
