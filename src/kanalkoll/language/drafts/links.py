"""Links by channel."""

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


def find(view: View, channel: str | None) -> Iterator[Remark]:
    """Links that do not work, that track or that do not tell where they lead."""
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


def _link(address: str, channel: str | None) -> str | None:
    if channel == "instagram_flode":
        return "Länkar går inte att klicka på i ett inlägg på Instagram. Hänvisa till länken i profilen."
    if address.startswith("http://"):
        return "Länken är inte krypterad. Använd https."
    if _TRACKING.search(address):
        return "Länken innehåller spårning. Ta bort det som följer efter frågetecknet."
    return None
