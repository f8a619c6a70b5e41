"""The guideline's templates, filled in with what is known of the one who wrote and of the account."""

from kanalkoll.records.models import Record

# What a template asks for and nobody has told us stands in brackets until a person has written it.
BLANK = "[telefon eller e-post]"
# Some grounds for letting something be say too little by themselves.
NEEDS_WORDS = "Den grunden behöver några egna ord om varför. Skriv dem."


def filled(text: str, *, record: Record, municipality: str) -> str:
    """The template with its places filled in; what is unknown stays as a blank to write in."""
    given_name = record.author_name.partition(" ")[0]
    if not given_name:
        text = text.replace(", {namn}", "").replace(" {namn}", "")
    places = {
        "{namn}": given_name,
        "{kommun}": municipality,
        "{enhet}": record.account.unit.name,
        "{kontakt}": BLANK,
    }
    for place, words in places.items():
        text = text.replace(place, words)
    return text
