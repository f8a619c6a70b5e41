"""What each removal ground is called and means, in our own words, and which of them are crimes.

Points of law marked *verify* are to be checked by a lawyer before they are relied on outside the program.
"""

from collections.abc import Mapping

from kanalkoll.policy.codes import GroundCode

LABELS: Mapping[GroundCode, str] = {
    "insult": "Personangrepp",
    "defamation": "Förtal",
    "gossip": "Skvaller om personer",
    "threat": "Hot",
    "harassment": "Trakasserier",
    "hate_speech": "Hets mot folkgrupp",
    "group_degrading": "Nedsättande om en grupp",
    "sexism": "Sexism",
    "incitement": "Uppvigling",
    "call_to_crime": "Uppmaning till brott",
    "illegal_other": "Annat lagbrott",
    "guideline_breach": "Strider mot riktlinje eller direktiv",
    "unlawful_violence_depiction": "Olaga våldsskildring",
    "pornography": "Pornografi",
    "child_abuse_material": "Barnpornografi",
    "privacy_violation": "Olaga integritetsintrång",
    "terrorism_provocation": "Offentlig uppmaning till terrorism",
    "copyright_infringement": "Upphovsrättsintrång",
    "disinformation": "Desinformation",
    "commercial": "Reklam och försäljning",
    "profanity": "Svordomar och obscena ord",
    "party_politics": "Partipolitisk debatt",
    "secrecy": "Uppgifter under sekretess",
    "personal_data": "Personuppgifter",
    "offensive_personal_data": "Kränkande personuppgifter",
    "other": "Annan grund",
}

EXPLANATIONS: Mapping[GroundCode, str] = {
    "insult": "Angriper eller kränker en person. Hård kritik mot kommunen är inte ett personangrepp.",
    "defamation": "Pekar ut någon som klandervärd på ett sätt som utsätter personen för andras missaktning.",
    "gossip": "Sprider rykten om en persons privatliv.",
    "threat": "Hotar någon, hens familj eller egendom, öppet eller förtäckt.",
    "harassment": "Ofredar en person, till exempel genom att komma tillbaka gång på gång.",
    "hate_speech": "Hotar eller uttrycker missaktning för en grupp, till exempel för ursprung eller tro.",
    "group_degrading": "Talar nedsättande om en grupp människor, utan att det behöver vara ett brott.",
    "sexism": "Nedvärderar någon för könets skull, eller sexualiserar en person.",
    "incitement": "Försöker förmå andra till brott eller till att inte lyda lagen.",
    "call_to_crime": "Uppmuntrar eller organiserar något som är brottsligt.",
    "illegal_other": "Strider mot lag på något annat sätt. Skriv vilken lag det gäller.",
    "guideline_breach": "Strider mot en riktlinje eller ett direktiv. Skriv vilket.",
    "unlawful_violence_depiction": "Bild eller film som visar våld närgånget eller utdraget.",
    "pornography": "Sexuellt utmanande bilder, texter eller länkar till sådant.",
    "child_abuse_material": "Kopiera inte, spara inte och skicka inte vidare. Ring polisen på en gång.",
    "privacy_violation": "Sprider bild eller uppgift ur någons mest privata liv som kan ge allvarlig skada.",
    "terrorism_provocation": "Uppmanar till terroristbrott eller försöker locka andra till det.",
    "copyright_infringement": "Lägger ut någon annans verk utan lov.",
    "disinformation": "Sprider medvetet falska uppgifter som kan göra skada.",
    "commercial": "Säljer eller gör reklam för något som inte är kommunens.",
    "profanity": "Svordomar eller grova ord. Ett citat räknas inte.",
    "party_politics": "Argumenterar för eller emot partier. Kritik mot beslut och politiker räknas inte.",
    "secrecy": "Uppgifter om till exempel hälsa, vård eller socialtjänst om någon som går att känna igen.",
    "personal_data": (
        "Uppgifter om någon annan, eller känsliga och onödiga uppgifter. Skribentens eget namn räknas inte."
    ),
    "offensive_personal_data": "Uppgifter om en person som kränker hens personliga integritet.",
    "other": "Inget av det som riktlinjen räknar upp. Skriv varför det ändå ska bort.",
}

CRIMES: frozenset[GroundCode] = frozenset(
    {
        "threat",
        "hate_speech",
        "incitement",
        "call_to_crime",
        "unlawful_violence_depiction",
        "child_abuse_material",
        "privacy_violation",
        "terrorism_provocation",
        "illegal_other",
    }
)
"""Crimes under public prosecution; insult and defamation are as a rule the injured person's own (verify)."""
