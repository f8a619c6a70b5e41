"""Personal data in comments, with the look-alikes that are none."""

import pytest

from kanalkoll.language import Allow, screen


def found(text: str, allow: Allow | None = None) -> list[tuple[str, str]]:
    seen = screen(text, direction="incoming", allow=allow or Allow())
    return [(one.type, text[one.start : one.end]) for one in seen.findings if one.kind == "personal_data"]


@pytest.mark.parametrize(
    ("text", "type_", "span"),
    [
        ("pnr 19121212-1212", "PERSONNUMMER", "19121212-1212"),
        ("jag är 121212-1212 i rullorna", "PERSONNUMMER", "121212-1212"),
        ("personnummer 19 12 12 12 - 12 12", "PERSONNUMMER", "19 12 12 12 - 12 12"),
        ("mitt personnummer är 121212-1213", "PERSONNUMMER", "121212-1213"),
        ("701063-2391 står det", "SAMORDNINGSNUMMER", "701063-2391"),
        ("ring 070-174 06 05", "TELEFON", "070-174 06 05"),
        ("+46 70 174 06 05", "TELEFON", "+46 70 174 06 05"),
        (
            "noll sjuttio ett sju fyra noll sex noll fem",
            "TELEFON",
            "noll sjuttio ett sju fyra noll sex noll fem",
        ),
        ("kalle@example.com", "EPOST", "kalle@example.com"),
        ("kalle snabel-a example punkt se", "EPOST", "kalle snabel-a example punkt se"),
        ("bilen ABC 123 stod fel", "REGNR", "ABC 123"),
        ("regnr abc123", "REGNR", "abc123"),
        ("konto 5000 1234567", "BANKKONTO", "5000 1234567"),
        ("SE45 5000 0000 0583 9825 7466", "BANKKONTO", "SE45 5000 0000 0583 9825 7466"),
        ("kort 4111 1111 1111 1111", "BANKKONTO", "4111 1111 1111 1111"),
        ("bor på Storgatan 12 B", "ADRESS", "Storgatan 12 B"),
        ("Björkvägen 23, 578 31 Aneby", "ADRESS", "Björkvägen 23, 578 31 Aneby"),
        ("född den 12 mars 1985", "FODELSEDATUM", "12 mars 1985"),
        ("det var Anna-Lena Bergströms fel", "NAMN", "Anna-Lena Bergströms"),
        ("fråga sara holmgren, hon vet", "NAMN", "sara holmgren"),
        ("ANDERS BERGKVIST LJUGER", "NAMN", "ANDERS BERGKVIST"),
        ("Göran Persson Lind bor här", "NAMN", "Göran Persson Lind"),
        ("O'Neill, Patrick står det på dörren", "NAMN", "O'Neill, Patrick"),
        ("Min granne Zlirim Qokaj fick också brev", "NAMN", "Zlirim Qokaj"),
        ("jag såg Thorhalla Bergqvist där", "NAMN", "Thorhalla Bergqvist"),
        ("Jag heter Lova Storm", "NAMN", "Lova Storm"),
        ("Vägen till Emilia Roséns hus plogas inte", "NAMN", "Emilia Roséns"),
        ("Den som äger KLP 442 kan flytta den", "REGNR", "KLP 442"),
        ("TZB98F stod på handikapplatsen", "REGNR", "TZB98F"),
        ("vem har hgt 341, en röd audi", "REGNR", "hgt 341"),
        ("r e g n u m m e r L M R 6 2 9", "REGNR", "L M R 6 2 9"),
        ("Jag nås på 08-465 004 22 efter sju", "TELEFON", "08-465 004 22"),
        ("nollsjuttio sjutton fyrtio sex femtio", "TELEFON", "nollsjuttio sjutton fyrtio sex femtio"),
        ("Ingen sandar vid Kyrkog. 4 i år", "ADRESS", "Kyrkog. 4"),
        ("Hälsar Tove Blixt", "NAMN", "Tove Blixt"),
        ("tove snabel-a mejl.example", "EPOST", "tove snabel-a mejl.example"),
        ("ring 070*174*06*05", "TELEFON", "070*174*06*05"),
        ("kto 3310 00 001 02", "BANKKONTO", "3310 00 001 02"),
    ],
)
def test_personal_data_is_found_with_its_span(text: str, type_: str, span: str) -> None:
    assert (type_, span) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Badhuset öppnar 08.30-17.00",
        "Vi ses 2026-05-04 kl 18:30",
        "Diarienummer KS 2024/0123",
        "Org.nr 212000-0472",
        "det kostar 12 500 000 kr",
        "Väg 40 och E4 är avstängda",
        "Biblioteket ligger på Storgatan 48",
        "numret 121212-1213 är en ritning",
        "info@exempelkommun.se",
        "Anna Lindhs plats",
        "Selma Lagerlöfs gata",
        "Erik Olsson Fastigheter AB",
        "Tack Lisa på kundcenter",
        "LSS 123 och kap 12",
        "Ulf Kristersson besökte oss",
        "Kommunalrådet Per Lindqvist borde avgå",
        "Rektorn på Ängsskolan, Maria Sjöberg, svarade",
        "Lena Dahlgren (S) sa en sak och gjorde en annan",
        "Sverigepremiär för författaren Karin Holmblad på biblioteket",
        "Max Hamburgare vid E4",
        "Per Automatik går det visst inte",
        "Tack Anders Ni är fantastiska",
        "Erik Penser Bank har kontor här",
        "Familjen Johansson är så trevlig",
        "Rena Kalle Anka-kommunen",
        "jag såg max stark i går",
        "Kursen MAT 101 börjar när?",
        "Vi fick sal KUL 212 men den var låst",
        "Ring SOS 112 om det brinner",
        "Jag bor 500 meter bort och har 300 kr kvar när bilen är parkerad",
        "Ring växeln på 08-465 004 10",
        "Journumret är 020-120 13 00",
        "Skriv till felanmalan.gata@exempel.se",
        "Skatteverkets bankgiro är 5050-1055",
        "Nu är vattnet i lilla bassängen 34 grader",
        "Hembygdsföreningens swish är 123 001 23 45, märk med Kvarnen",
        "Till och med Karl XII hade gett upp i den här kön",
        "Gustav Adolfs torg 6 juni: konsert och gratis glass",
        "E22 söderut, köa från trafikplats 31",
    ],
)
def test_what_only_looks_like_personal_data_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_telephone_number_is_not_also_something_else() -> None:
    assert [kind for kind, _ in found("ring 0701740605 eller 08-465 004 00")] == ["TELEFON", "TELEFON"]


def test_the_municipality_own_numbers_addresses_and_places_are_allowed() -> None:
    text = "Ring 070-174 06 05, mejla bo@kommun.example.se, kom till Storgatan 12 och träffa Anna Svensson"
    allow = Allow(
        words=frozenset({"anna svensson"}),
        phones=frozenset({"0701740605"}),
        emails=frozenset({"@kommun.example.se"}),
        streets=frozenset({"storgatan 12"}),
    )
    assert len(found(text)) == 4
    assert found(text, allow) == []


def test_the_municipality_own_number_and_address_are_allowed_also_when_spelled_out() -> None:
    text = "Ring noll sju noll ett sju fyra noll sex noll fem eller skriv till bo snabel-a kommun punkt se"
    allow = Allow(phones=frozenset({"0701740605"}), emails=frozenset({"bo@kommun.se"}))
    assert {kind for kind, _ in found(text)} == {"TELEFON", "EPOST"}
    assert found(text, allow) == []
    assert found(text.replace("sju fyra noll sex", "sju fyra noll åtta"), allow) != []


@pytest.mark.parametrize(
    "written", ["info [at] sjobo [punkt] se", "info snabel-a sjobo punkt se", "info @ sjobo.se"]
)
def test_a_mailbox_that_is_nobodys_own_is_no_personal_data_in_disguise_either(written: str) -> None:
    assert found(f"Mejla {written}") == []


def test_a_type_that_is_switched_off_is_not_reported() -> None:
    assert found("ring 070-174 06 05", Allow(off=frozenset({"TELEFON"}))) == []
    assert (
        "personuppgift"
        not in screen("x", direction="incoming", allow=Allow(off=frozenset({"personuppgift"}))).categories
    )
