"""Comment categories: what is found, and what harsh but fair criticism is not."""

import pytest

from kanalkoll.language import Allow, screen


def categories(text: str, allow: Allow | None = None) -> set[str]:
    seen = screen(text, direction="incoming", allow=allow or Allow())
    return {name for name, score in seen.categories.items() if score >= 0.5}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Någon borde skjuta hela kommunledningen", "hot"),
        ("Jag vet var du bor", "hot"),
        ("I will find you and kill you", "hot"),
        ("Du är en riktig idiot", "krankning"),
        ("Idioter!", "krankning"),
        ("Tiggare är parasiter", "hets"),
        ("bl@ttar överallt", "hets"),
        ("Kvinnor hör hemma i köket", "sexism"),
        ("f*n vad trött jag är", "svordom"),
        ("j ä v l a snö", "svordom"),
        ("faaaan så bra", "svordom"),
        ("h3lvete", "svordom"),
        ("javla skitkommun", "svordom"),
        ("Gratis porr på min länk", "pornografi"),
        ("Skär sönder däcken på deras bilar", "uppmaning_brott"),
        ("Här är filmen där han blir knivhuggen, kolla blodet", "valdsskildring"),
        ("Hela filmen ligger gratis att ladda ner här", "upphovsratt"),
        ("Vi utför takrengöring, 20 % rabatt just nu", "reklam"),
        ("Det här är sossarnas fel", "partipolitik"),
        ("Vaccinet dödar barn, det är bevisat", "desinformation"),
        ("Grannens dotter är omhändertagen enligt LVU", "sekretess"),
        ("Mitt personnummer är 19121212-1212", "personuppgift"),
    ],
)
def test_each_category_is_recognised(text: str, category: str) -> None:
    assert category in categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det här är det sämsta beslut jag sett på tjugo år, ni borde skämmas.",
        "Vilken idiotisk rondell!",
        "Ni mördar landsbygden med era nedläggningar.",
        "Kommunen skjuter upp beslutet igen.",
        "Vi ska krossa Tranås på lördag, heja!",
        "Herregud vilken soppa.",
        "Skitbra initiativ!",
        "De skrek ”jävla neger” efter min man.",
        "Min dotter blev kallad hora på skolgården.",
        "Bor i Fittja, semestrar på Käringön och jobbar på Hornsgatan.",
        "Mördarsniglar och vildsvin överallt.",
        "Hela nämnden borde avgå.",
        "Rasism hör inte hemma här.",
        "Muslimska familjer firar eid i parken.",
        "Är det sant att 5G-masten är farlig?",
        "IFK säljer lotter vid torget, kom och stötta ungdomarna.",
        "Jag röstar alltid, det är en plikt.",
        "Elever med adhd behöver bättre stöd i skolan.",
        "Vi samlas utanför kommunhuset på måndag och protesterar.",
    ],
)
def test_criticism_and_look_alikes_are_left_alone(text: str) -> None:
    assert categories(text) == set()


def test_a_thing_called_stupid_is_criticism_and_a_person_called_stupid_is_an_insult() -> None:
    assert "krankning" not in categories("Beslutet är korkat")
    assert "krankning" in categories("Du är så korkad")


def test_a_word_in_disguise_is_less_certain_than_the_word_itself() -> None:
    plain = screen("helvete", direction="incoming").categories["svordom"]
    disguised = screen("h3lvete", direction="incoming").categories["svordom"]
    assert 0.5 <= disguised < plain


def test_an_allowed_word_marks_nothing() -> None:
    assert categories("Vi bor på Helvete gård") == {"svordom"}
    assert categories("Vi bor på Helvete gård", Allow(words=frozenset({"helvete"}))) == set()


def test_a_category_that_a_guideline_lacks_can_be_switched_off() -> None:
    assert categories("jävla snö", Allow(off=frozenset({"svordom"}))) == set()


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("När öppnar badhuset?", "fraga"),
        ("vart anmäler man sitt barn till kulturskolan", "fraga"),
        ("Det borde finnas fler papperskorgar längs ån.", "synpunkt"),
        ("Jag har ringt fem gånger och ingen svarar.", "klagomal"),
        ("Jag orkar inte leva längre", "kris"),
        ("Det brinner i skogen bakom Furulund", "kris"),
    ],
)
def test_the_way_to_handle_a_comment_is_suggested(text: str, way: str) -> None:
    assert screen(text, direction="incoming").handling[way] >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Är ni helt blinda?",
        "Vem betalar kalaset?",
        "Hur tänkte ni egentligen här?",
        "Vad i helvete håller ni på med?",
    ],
)
def test_a_rhetorical_question_is_not_one_to_answer(text: str) -> None:
    assert screen(text, direction="incoming").handling["fraga"] < 0.5


def test_an_outgoing_text_is_not_read_for_how_to_handle_it() -> None:
    assert not any(screen("När öppnar badhuset?", direction="outgoing").handling.values())
