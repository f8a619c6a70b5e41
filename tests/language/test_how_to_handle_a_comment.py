"""How a comment should be handled: danger first, then what wants an answer, what is a complaint, what is a view."""

import pytest

from kanalkoll.language import screen, situations


def handling(text: str) -> set[str]:
    seen = screen(text, direction="incoming")
    return {name for name, score in seen.handling.items() if score >= 0.5}


@pytest.mark.parametrize(
    "text",
    [
        # not wanting to live, said outright, veiled, young, old, in other languages
        "asså jag pallar inte va kvar här på jorden längre",
        "Allt e svart o jag ser ingen väg ut",
        "Tack för allt. Jag kommer inte finnas imorgon.",
        "ingen märker ändå om jag är borta",
        "jag har bestämt mig nu, repet hänger i garaget",
        "har tagit typ 30 alvedon å ångrar mig nu",
        "jag har skurit mig det slutar inte blöda",
        "sitter på broräcket nu. vet inte varför jag skriver här",
        "I can't do this anymore, I just want to disappear",
        "Jeg orker ikke mer, vil ikke leve lenger",
        "min bästis skickade avskedssms och har stängt av telefonen",
        # violence at home and outside
        "hej jag är 13 och min mamma slår mig varje gång hon druckit",
        "Min exman står utanför lägenheten och bankar, barnen gråter",
        "Han har tagit min telefon och låser in mig på kvällarna",
        "Syrran ska giftas bort i sommar, hon är 15 och livrädd",
        "hon i lägenheten ovanför skriker hjälp hjälp sluta",
        "Det är en kille med kniv inne på biblioteket",
        "Hörde just tre smällar, som pistolskott, vid Ringtorget",
        "My husband is beating me and I have nowhere to go",
        # children and the lost
        "Treåring ute ensam på stora vägen utan skor",
        "Det sitter en bebis inlåst i en varm bil på parkeringen",
        "Vår pojke, 6 år, kom aldrig hem från skolan, röd jacka",
        "En gammal farbror i morgonrock går omkring på Ringvägen och vet inte var han bor",
        "Skotern har gått igenom isen, en person i vattnet",
        # fire, gas, water, power, heat
        "Det kommer svart rök ur fönstret på tredje våningen i höghuset",
        "dä bränn i lagårn hos Nilssons!!",
        "Det stinker gasol i trappuppgången och folk får huvudvärk",
        "Grävmaskinen har tagit av en gasledning på Storgatan",
        "Källaren full av bajsvatten, det bara fortsätter komma upp ur brunnen",
        "Inget vatten i kranen på hela Näset sen i morse",
        "12 grader inne i lägenheten och vi har en nyfödd",
        "Är det någon som vet varför det luktar bränt i stan?",
        # what falls, gapes and gives shocks
        "Kraftledning nere på fotbollsplanen, den sprakar",
        "Ett stort träd har ramlat över cykelvägen och ligger på elledningarna",
        "Locket till brunnen på skolgården är borta, djupt hål",
        "Istappar stora som armar faller ner vid entrén till vårdcentralen",
        # accidents, illness, alarms in care
        "Frontalkrock på 42:an vid macken, ingen ambulans än",
        "gubbe ligger i busskuren får inte liv i honom",
        "Min dotter får ingen luft!!",
        "Mamma 91 har legat på badrumsgolvet sen igår, hemtjänsten kom inte",
        "Larmknappen på Solgården funkar inte, mormor ligger på golvet",
        "Der ligger en mand på gaden og han trækker ikke vejret",
        # cold, hunger, animals, bombs
        "Vi är vräkta och sover i bilen i natt med två barn, minus 15",
        "Lös kamphund på lekplatsen, har bitit en unge",
        "Nån har lagt en väska som tickar utanför tingshuset",
        # second language and a keyboard without å, ä and ö
        "Min barn är bort, hon 5 år, jag inte hitta",
        "det brinner pa taket hjalp",
        "utanför affären går en tjej i bara linne, det är 10 minus",
        "Nån har spänt en tråd över motionsspåret i halshöjd",
        "There's a kid on the railing of the bridge by the station, crying",
        "Hej, min sambo har inte släppt ut mig på fyra dagar.",
        # letter by letter, and in digits
        "j a g v i l l i n t e l e v a",
        "h4n k0mm3r d0d4 m1g 1kv4ll",
        # told aslant
        "Grannens dörr står öppen och det är blod hela vägen ner till porten",
        "jag hittade pappas brev nu, han har åkt till stugan med geväret",
        "tåget kommer om tio minuter och det ligger en bil på övergången",
        "jag ser ett ben sticka upp ur snön vid spåret",
        "en kille frågar barnen på skolgården om de vill följa med i hans bil",
        "Slangen till hans andningsmaskin har gått av och jouren svarar inte",
        # on the road, on the brink, under what falls, at the door, before a farewell
        "En häst har sprungit ut på E4:an",
        "Två bilar har frontat vid Ekekrysset",
        "Två små killar leker på tågrälsen vid Norra infarten",
        "Taklampan i gymnastiksalen har ramlat ner på en elev",
        "Ån har gått över vallen och rinner mot förskolan",
        "Det spökar inte, det är någon som bankar inifrån containern och ropar",
        "Min sambo står utanför och försöker sparka in dörren",
        "Min brorsa har skrivit att ingen kommer sakna honom",
        "Mamma med demens gick ut för två timmar sen och vi hittar henne inte",
        # neither sentence says it alone
        "Pappa har fallit i trappan. Ingen svarar på larmet.",
    ],
)
def test_danger_now_is_seen(text: str) -> None:
    assert "kris" in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        # over and done, thanked for, long ago
        "Tack till brandkåren som släckte så snabbt hos oss!",
        "Det var en fin minnesstund för dem som omkom i branden",
        "Min mamma ramlade förra vintern för att ni inte sandade",
        "Min pappa dog på Solgården, så fint omhändertagen",
        "Det är min sista dag som vaktmästare, tack för alla år!",
        # drilled, played, told
        "Brandövningen på skolan gick jättebra i dag",
        "Filmen om skjutningen visas på bio på torsdag",
        "Vilken match, de slog dem med 4-0!",
        "Läste i tidningen om bussolyckan i Tyskland, hemskt",
        # asked about, feared, proposed
        "Vad gör kommunen om strömmen försvinner i flera dagar?",
        "Kvinnojouren behöver mer pengar, våld i nära relationer ökar",
        "Halt som på en isbana, någon kommer att bryta benet",
        "Måste någon dö innan ni sänker hastigheten?",
        # figures of speech
        "Jag brinner för kulturskolan och hoppas ni bevarar den",
        "Håller på att dö av värme på bussen, kan ni fixa AC?",
        "Ni tar livet av centrum",
        "Jag vill inte leva i en stad utan bibliotek",
        "Vi drunknar i reklamblad",
        "Hjälp oss att rädda biblioteket",
        "Hjälp! Jag hittar inte ansökan till förskolan",
        "Det slog mig just: när öppnar biblioteket på söndagar?",
        "Orkar inte läsa mer av det här tjafset om parkeringen",
        # everyday look-alikes
        "Katten Sotis är försvunnen sedan i tisdags, hör av er",
        "Isen på Storsjön är 30 cm och plogad, välkomna ut!",
        "Fint väder, folk ligger i gräset i parken",
        "Min far dränerade den nedre delen 1961. De lade rören för hand. Ingen har grävt upp dem sedan dess, och "
        "ingen har heller frågat var de ligger. Jag vet var de ligger. Jag har ritningen i en byrålåda.",
        "En man låg och solade på bryggan, underbar bild",
        "Help me find the opening hours please",
        # annoyances, and what was some time ago
        "Kranvattnet har varit brunt i tre veckor",
        "Vi har haft strömavbrott fyra gånger i år, dags att gräva ner ledningarna",
        "Bussen gick i diket i januari, sen dess saltar de",
        "Rädd att gå hem på kvällen när lamporna är släckta",
        "Vilken storm det blev, taket höll i alla fall!",
        "Det luktar klor i simhallen som vanligt",
    ],
)
def test_what_is_past_played_feared_or_a_figure_of_speech_is_no_danger(text: str) -> None:
    assert "kris" not in handling(text)


def test_who_threatens_or_enjoys_harm_is_not_the_one_in_danger() -> None:
    assert "kris" not in handling("Häng dem allihop, de ska blöda")
    assert "kris" not in handling("Stod utanför ditt hus i natt igen. Fina gardiner. De brinner nog bra.")


@pytest.mark.parametrize(
    ("typed", "meant"), [("rokpelare", "rökpelare"), ("j4gar", "jagar"), ("taged", "taket"), ("rok", "rok")]
)
def test_a_word_typed_otherwise_is_read_as_the_word_it_stands_for(typed: str, meant: str) -> None:
    assert situations.keys(meant) - {meant} <= situations.keys(typed)


@pytest.mark.parametrize(
    "text",
    [
        "Är ni öppna på röda dagar?",
        "När fan öppnar badhuset efter påsk?",
        "Hej, hur gammal måste man vara för att sommarjobba hos er?",
        "Hej! Undrar när det blir plogat på Ekvägen",
        "vart anmäler man sitt barn till kulturskolan",
        "i vilken tunna slänger man kattsand",
        "Behöver jag bygglov för en altan eller räcker det med en anmälan",
        "nån som vet om loppisen blir av",
        "skulle vilja veta hur lång kön är",
        "hur jag söker sfi kurs",
        "Handläggningen är katastrof. Vem är chef över det där?",
        "What time does the pool open",
        "Mitt barn går i trean, varför finns hon inte i systemet",
        "asså är de sant att man får böter om man sparkar boll på torget",
        "Når åpner svømmehallen",
        "Är det okej att elda ris i trädgården den här veckan?",
        "Vem är rektor på Björkskolan nu?",
        "Är vattnet drickbart igen?",
        "Har ni tänkt bygga något nytt badhus?",
        "Varför är ni inte på Instagram längre?",
        "Vad är det för arbete som pågår vid kyrkan?",
    ],
)
def test_what_can_be_answered_is_a_question(text: str) -> None:
    assert "fraga" in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Är ni helt blinda?",
        "Vem betalar kalaset?",
        "Hur tänkte ni egentligen här?",
        "Vad i helvete håller ni på med?",
        "Hur många chefer behövs det för att byta en glödlampa?",
        "Ska det verkligen vara så här?",
        "Vad ska vi med en rondell till?",
        "Har ni ingen skam i kroppen?",
        "Varför ska vi på landet alltid betala?",
        "Ni hade alltså inte råd, eller?",
        "Who needs buses anyway, right?",
        "Man undrar ju hur de tänker",
        "Jaha, och var ska barnen leka nu då?",
        "Vilken fin park",
        "Trött på höga elpriser? Ring oss för offert!",
        "Förlorade jag mina pengar? Ja, varenda krona.",
        "Nytt badhus? Jo, tjena.",
        "Vem behöver fiender med såna vänner",
        "Är det ingen som skäms längre?",
        "Vem har kläckt denna briljanta idé?",
        "Sen när är det brottsligt att ha åsikter?",
        "Och ni kallar er för Sveriges bästa skolkommun?",
        "Vad är ett människoliv värt i den här kommunen?",
        "Har kommunen gått i vinterdvala eller?",
        "Du kanske ska flytta till Stockholm om det är så hemskt här?",
        "Minns ni när torget var fullt av folk?",
        "Vad sägs om att börja jobba?",
        "Har ni sålt er själ?",
    ],
)
def test_a_rhetorical_question_wants_no_answer(text: str) -> None:
    assert "fraga" not in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jag har ringt fem gånger och ingen svarar.",
        "Handläggningen av bygglov är ett lågvattenmärke.",
        "Var hittar man detaljplanen? Sökfunktionen på er hemsida är ju fullständigt värdelös.",
        "Skötseln tå vägkantera ä urusel",
        "Three months without an answer from the building department. Unacceptable.",
        "Väntat på plats på förskolan sedan i mars",
        "Personalen i receptionen snäste åt min mamma",
        "Nekad färdtjänst för tredje gången",
        "Sopkärlen är fortfarande inte tömda",
        "Har aldrig sett så dåligt underhållna vägar",
        "Simhallens omklädningsrum luktar avlopp sedan i höstas",
        "Fibern från stadsnätet bryts var fjortonde dag",
        "jag vänta nio vecka och ingen svarar. mycket dålig handläggning",
    ],
)
def test_dissatisfaction_with_something_named_is_a_complaint(text: str) -> None:
    assert "klagomal" in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Detta är rent ut sagt skandal. Avgå alla.",
        "Jag är så trött på politiker",
        "Tack för fin service på biblioteket!",
        "När öppnar badhuset?",
        "Damlaget spelar på söndag",
        "Jag kokar av ilska.",
    ],
)
def test_anger_at_nothing_named_and_praise_are_no_complaint(text: str) -> None:
    assert "klagomal" not in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det borde finnas fler papperskorgar längs ån.",
        "Ett skandalöst beslut. Håll det öppet fram till sommaren åtminstone.",
        "Folkomröstning om vindkraften, det vore riktig demokrati.",
        "Mindre möten, mer spade!",
        "Skjut upp skolflytten ett år.",
        "I burde lave en legeplads til de små nede ved havnen",
        "Every school should have a special needs teacher.",
        "Häng gärna upp fler julstjärnor på Storgatan",
        "Kan ni inte sätta upp ett farthinder på Skolgatan?",
        "En kunde ju lägga en grusgång förbi lekplassen",
        "Kommune måste hjälpa folk bättre med blanket",
    ],
)
def test_how_things_should_be_is_a_view(text: str) -> None:
    assert "synpunkt" in handling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Socialtjänsten gör ett jättejobb med små medel",
        "Dra på trissor, vilka priser",
        "När öppnar badhuset?",
        "Så fint det blev på lekplatsen",
        "Ge mig en timme med dig",
    ],
)
def test_praise_questions_and_idioms_are_no_view(text: str) -> None:
    assert "synpunkt" not in handling(text)


def test_one_comment_may_be_several_things_at_once() -> None:
    text = (
        "Skolskjutsen kom inte i dag heller, uselt. Inför turer var tionde minut. När börjar nya tidtabellen?"
    )
    assert handling(text) == {"klagomal", "synpunkt", "fraga"}


def test_danger_says_why_in_a_sentence_and_where() -> None:
    text = "Hej på er. Det brinner i skogen bakom Furulund!"
    (found,) = [one for one in screen(text, direction="incoming").findings if one.type == "kris"]
    assert found.reason == "Kan handla om en brand."
    assert "brinner" in text[found.start : found.end]


def test_an_outgoing_text_is_not_read_for_how_to_handle_it() -> None:
    assert not any(screen("Det brinner i skogen!", direction="outgoing").handling.values())
