"""Which language a text is in, and the token stream that search uses."""

import pytest

from kanalkoll.language import screen, search_tokens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hej! När öppnar badhuset på lördag?", "sv"),
        ("Hello, where can I find information about schools?", "en"),
        ("Hei, når åpner svømmehallen? Jeg vil ikke vente.", "no"),
        ("Hvornår åbner I? Jeg kan ikke finde noget om det.", "da"),
        ("Hei, milloin kirjasto on auki? Kiitos!", "fi"),
        ("شكرا لكم على المساعدة", "ar"),
        ("سلام، چگونه می‌توانم کمک بگیرم؟", "fa"),
        ("Дякую за допомогу, де знайти інформацію?", "uk"),
        ("Waxaan rabaa in aan ku weydiiyo, mahadsanid", "so"),
        ("😀😀", "und"),
    ],
)
def test_the_language_is_recognised(text: str, code: str) -> None:
    assert screen(text, direction="incoming").language == code


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
