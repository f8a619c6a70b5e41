"""Units, people, grants, accounts and adopted guidelines."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce

from kanalkoll.municipality.roles import ROLES

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
UNIT_KINDS = {
    "board": "Nämnd",
    "department": "Förvaltning",
    "municipal_company": "Kommunalt bolag",
    "unit": "Enhet",
}


class Unit(models.Model):
    """A board, department, company or unit in the municipality's tree, with the manager who answers for it."""

    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=UNIT_KINDS)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="ligger under"
    )
    manager = models.ForeignKey(
        "municipality.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chef"
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_under_parent")
        ]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Creates people by e-mail address, which is what they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may sign in; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in looks the address up regardless of capitals."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """An employee who works in the system. What they may do stands in their grants."""

    email = models.EmailField("e-post", unique=True)
    given_name = models.CharField("förnamn", max_length=60)
    family_name = models.CharField("efternamn", max_length=60)
    title = models.CharField("titel", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name="enhet")
    protected_identity = models.BooleanField(
        "skyddade personuppgifter", default=False, help_text="Namnet sätts aldrig ut i svar."
    )
    is_active = models.BooleanField("får logga in", default=True)
    temporary_password_at = models.DateTimeField("tillfälligt lösenord sedan", null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["given_name", "family_name", "title"]
    objects: ClassVar = People()

    class Meta:
        ordering: ClassVar = ["given_name", "family_name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name as shown to colleagues."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def actor(self) -> str:
        """The plain id by which the ledger knows this person."""
        return f"user:{self.pk}"


class UserLanguage(models.Model):
    """A language that a person has said they read, besides Swedish."""

    user = models.ForeignKey(User, models.CASCADE, related_name="languages", verbose_name="person")
    language = models.CharField("språk", max_length=10, help_text="Kod enligt ISO 639.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "language"], name="user_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.language}"


class Account(models.Model):
    """A social media account as an identity: platform, name, address, and the unit that answers for it."""

    platform = models.CharField("plattform", max_length=30)
    platform_id = models.CharField("plattformens id", max_length=200)
    name = models.CharField("namn", max_length=200)
    address = models.URLField("adress", max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="accounts", verbose_name="ansvarig enhet")
    main = models.BooleanField("huvudkonto", default=False)
    opened_on = models.DateField("öppnat", null=True, blank=True)
    closed_on = models.DateField("avslutat", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-main", "name", "platform"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "platform_id"], name="account_once_per_platform")
        ]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role given to a person: on one account, on all accounts of a unit's branch, or where the role reaches all."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="person")
    role = models.CharField("roll", max_length=30, choices={key: role.label for key, role in ROLES.items()})
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="grants")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="grants")
    given_at = models.DateTimeField("gavs")
    ended_at = models.DateTimeField("avslutad", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("account_id", 0),
                Coalesce("unit_id", 0),
                condition=models.Q(ended_at=None),
                name="grant_given_once",
            )
        ]

    def __str__(self) -> str:
        return f"{ROLES[self.role].label}: {self.user}"


class ContactPerson(models.Model):
    """Whom a department has named for questions that need a quick answer; confirmed by date."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contact_persons", verbose_name="förvaltning")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="person")
    subjects = models.CharField("ämnen", max_length=200, blank=True)
    substitute = models.BooleanField("ersättare", default=False)
    confirmed_on = models.DateField("bekräftad")

    class Meta:
        ordering: ClassVar = ["substitute", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "user"], name="contact_person_once")]

    def __str__(self) -> str:
        return f"{self.user} för {self.unit}"


class Guideline(models.Model):
    """An adopted guideline, frozen by hash; things are judged by the version in force when they happened."""

    name = models.CharField("mapp", max_length=60)
    title = models.CharField("titel", max_length=200)
    municipality = models.CharField("kommun", max_length=120)
    content = models.TextField("innehåll", help_text="Riktlinjen som data, fryst (JSON).")
    digest = models.CharField("SHA-256", max_length=64)
    adopted_by = models.CharField("antagen av", max_length=120)
    adopted_on = models.DateField("beslutsdatum", null=True, blank=True)
    paragraph = models.CharField("paragraf", max_length=40, blank=True)
    in_force_from = models.DateTimeField("gäller från")
    repealed_at = models.DateTimeField("upphävd", null=True, blank=True)
    repeals = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="repealed_by")

    class Meta:
        ordering: ClassVar = ["-in_force_from"]
        constraints: ClassVar = [
            # Among those not repealed there is room for one.
            models.UniqueConstraint(
                Coalesce("repealed_at", models.Value(FOREVER)), name="one_guideline_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.municipality}"
