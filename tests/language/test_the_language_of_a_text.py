"""Which language a text is in, and the token stream that search uses."""

import pytest

from kanalkoll.language import screen, search_tokens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hej! När öppnar badhuset på lördag?", "sv"),
        ("Hello, where can I find information about schools?", "en"),
        ("Thank you", "en"),
        ("Hei, når åpner svømmehallen? Jeg vil ikke vente.", "no"),
        ("Jeg synes dere bør bygge en lekeplass ved skolen", "no"),
        ("Hvornår åbner I? Jeg kan ikke finde noget om det.", "da"),
        ("I burde lave en legeplads til de små nede ved havnen", "da"),
        ("Hei, milloin kirjasto on auki? Kiitos!", "fi"),
        ("Mie oon meänkielen puhuja, met praatama kothiin", "fit"),
        ("Goas rahpá girjerájus? Giitu", "se"),
        ("איז די שול אָפֿן? אַ דאַנק", "yi"),
        ("Nais tuke, lačho dives romale", "rom"),
        ("شكرا لكم على المساعدة", "ar"),
        ("سلام، چگونه می‌توانم کمک بگیرم؟", "fa"),
        ("Дякую за допомогу, де знайти інформацію?", "uk"),
        ("Дякую за допомогу!", "uk"),
        ("Когда открывается библиотека?", "ru"),
        ("Waxaan rabaa in aan ku weydiiyo, mahadsanid", "so"),
        ("Kiedy otwiera się biblioteka?", "pl"),
        ("Wann öffnet das Schwimmbad?", "de"),
        ("Kütüphane ne zaman açılıyor?", "tr"),
        ("ቤተ መጻሕፍቲ መዓስ ይኽፈት?", "ti"),
        ("¿Cuándo abre la biblioteca?", "es"),
        ("Quand ouvre la bibliothèque ?", "fr"),
        ("Gdje mogu dobiti pomoć", "bs"),
    ],
)
def test_the_language_is_recognised(text: str, code: str) -> None:
    assert screen(text, direction="incoming").language == code


@pytest.mark.parametrize(
    "text",
    [
        "Bra!",
        "Sämst",
        "Skitbra initiativ!",
        "Idioter!",
        "De e la för gôtt me nya badet",
        "Hä jer då int klokt hur ni sköt vägen",
        "j ä v l a snö",
        "Kalle i trean har blivit placerad",
    ],
)
def test_a_short_swedish_text_is_swedish_also_in_dialect(text: str) -> None:
    assert screen(text, direction="incoming").language == "sv"


@pytest.mark.parametrize("text", ["😀😀", "123", "lol", "Anna", "ok", "Haha"])
def test_too_little_to_say_is_no_language(text: str) -> None:
    assert screen(text, direction="incoming").language == "und"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Får jag FARA till Åre?", ["får", "jag", "fara", "till", "åre"]),
        ("idé café Øresund naïve", ["ide", "cafe", "öresund", "naive"]),
        ("fa\u030ar 2026-05-04", ["får", "2026", "05", "04"]),
        ("", []),
        ("😀 #viäraneby", ["viäraneby"]),
    ],
)
def test_search_keeps_swedish_letters_and_folds_other_accents(text: str, tokens: list[str]) -> None:
    assert search_tokens(text) == tokens
