"""What screening is to let be by a guideline: what it has no ground for, and what is the municipality itself."""

from collections.abc import Iterable
from datetime import date

from kanalkoll.language.findings import CATEGORIES, Allow, Excused
from kanalkoll.policy import moderation
from kanalkoll.policy.ours import ours
from kanalkoll.policy.pack import Pack

PRIVATE = "personuppgift"
ABROAD = ("46", "460", "0046")


def let_be(pack: Pack, *, on: date) -> Allow:
    """What the guideline switches off, and what in a text is only the municipality itself."""
    own = ours(pack.texts)
    return Allow(
        phones=frozenset(digits for phone in own.phones for digits in digits_of(phone)),
        emails=frozenset(map(email_of, own.emails)),
        off=off(pack, on=on),
        excused=(
            *(Excused(address, frozenset({"ADRESS", PRIVATE})) for address in own.addresses),
            *(Excused(name, frozenset(), "name") for name in (*own.schools, *own.places)),
        ),
    )


def off(pack: Pack, *, on: date) -> frozenset[str]:
    """The categories that the guideline has no ground for; personal data is always looked for."""
    return frozenset(CATEGORIES) - {*moderation.categories(pack, on=on), PRIVATE}


def digits_of(phone: str) -> Iterable[str]:
    """A number as it may be dialled, from here and from abroad."""
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    national = next((digits.removeprefix(code) for code in ABROAD if digits.startswith(code)), digits)
    national = national.removeprefix("0")
    return (f"0{national}", *(f"{code}{national}" for code in ABROAD))


def email_of(written: str) -> str:
    """An address, or a domain with its @ in front."""
    written = written.lower()
    return written if "@" in written else f"@{written}"
