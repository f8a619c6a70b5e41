"""Links by channel, and hashtags."""

import re
from collections.abc import Iterator

from kanalkoll.language import lexicon
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”)\]]{1,2000}"
    r"|(?<![\w@.])[a-z0-9-]{2,60}\.(?:se|nu|com|org|eu)(?:/[^\s<>\"”)\]]{0,500})?(?![\w@])"
)
_SHORT = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(lexicon.words('link_shorteners'))))})/[\w-]{{1,200}}"
)
_TRACKING = re.compile(r"[?&](?:utm_\w{1,20}|fbclid|gclid|mc_cid|mc_eid|igshid|msclkid|_hsenc)=")
_HERE = re.compile(
    r"(?<!\w)(?:klicka|tryck|läs mer|läs|se|anmäl dig|anmälan|ansök|boka|hitta|svara|tyck till|rösta"
    r"|mer info|mer information"
    r"|information|info|titta|gå in|sök|kolla|ladda ner|länk|logga in|biljetter|köp biljett|programmet|läs hela|mer)"
    r"(?: \w{1,20}){0,3}?[: ]{1,2}(?P<here>här)(?= ?(?:[.!:>»👉⬇👇\n]|https?|www|$))"
    r"|(?<!\w)(?P<click>klicka här|tryck här|\[här\])"
)
_TAG = re.compile(r"(?<![\w&/])#(?P<tag>\w{2,80})")


def find(view: View, channel: str | None) -> Iterator[Remark]:
    """Links that do not work or do not tell, and tags that a screen reader cannot take apart."""
    text = view.text
    for match in _LINK.finditer(text):
        remark = _link(match.group(), channel)
        if remark:
            yield Remark(match.start(), match.end(), "lank", remark)
    for match in _SHORT.finditer(text):
        yield Remark(
            match.start(), match.end(), "lank", "En förkortad länk döljer vart den leder. Visa hela adressen."
        )
    for match in _HERE.finditer(text):
        group = "here" if match.group("here") else "click"
        yield Remark(
            match.start(group),
            match.end(group),
            "lank",
            "”Här” säger inte vart länken leder. Skriv det i länken.",
        )
    for match in _TAG.finditer(view.cased):
        if _runs_together(match.group("tag")):
            yield Remark(
                match.start(),
                match.end(),
                "hashtag_camelcase",
                "Skriv stor bokstav i varje ord så att taggen kan läsas upp.",
            )


def _link(address: str, channel: str | None) -> str | None:
    if channel == "instagram_flode":
        return "Länkar går inte att klicka på i ett inlägg på Instagram. Hänvisa till länken i profilen."
    if address.startswith("http://"):
        return "Länken är inte krypterad. Använd https."
    if _TRACKING.search(address):
        return "Länken innehåller spårning. Ta bort det som följer efter frågetecknet."
    return None


def _runs_together(tag: str) -> bool:
    """Whether a tag without inner capitals is several words; an ordinary compound is one word."""
    if len(tag) < 5 or tag != tag.lower() or "_" in tag:
        return False
    if (
        tag.endswith(("kommun", "kommunen", "kommuns"))
        and len(tag) > 10
        and not tag.startswith(("alla", "grann"))
    ):
        return True
    small, other = (frozenset(row[0].split()) for row in lexicon.lines("tag_words"))
    # For every place: whether small words and listed words lead there, and whether a small word was among them.
    reached: dict[int, bool] = {0: False}
    for start in range(len(tag)):
        if start not in reached:
            continue
        for end in range(start + 1, min(len(tag), start + 16) + 1):
            word = tag[start:end]
            if word in small or word in other:
                reached[end] = reached.get(end, False) or reached[start] or word in small
    return reached.get(len(tag), False) and tag not in small
