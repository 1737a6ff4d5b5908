"""People, the organisations they come from, their roles here, and their authority."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from sixpoint_web.shared.ids import Identified

DEMO_DOMAIN = "@invermore.invalid"
"""Addresses of invented people; no such domain can exist."""


class Body(Identified):
    """An organisation: an inspectorate, or an agency of a partnership."""

    class Kind(models.TextChoices):
        """Which of the two it is."""

        INSPECTS = "inspects", "inspectorate"
        AGENCY = "agency", "agency"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, in whatever letters it was typed."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address."""
        return self.get(email=(username or "").lower())

    def get_queryset(self) -> models.QuerySet["Person"]:
        """People with their organisation, which every page shows beside the name."""
        return super().get_queryset().select_related("body")


class Person(AbstractBaseUser, Identified):
    """Somebody who can sign in, or could. Nobody is ever deleted: the trail names people by id."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="people")
    designation = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering: ClassVar = ["name", "email"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_person_email_small"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """`invited`, `active` or `closed`, as the permission matrix calls them."""
        if not self.is_active:
            return "closed"
        return "active" if self.joined_at else "invited"


class Dated(Identified):
    """Something that somebody gave to a person from one day on, and that may have ended."""

    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]


class InstallationRole(Dated):
    """A role in the whole installation, such as administrator. The last day counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40)
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="roles_given"
    )


class RecordAuthority(Identified):
    """What was decided about one kind of record for one person, against what everybody gets."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorities")
    kind = models.CharField(max_length=40)
    allowed = models.BooleanField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="accounts_authority_once")
        ]


class OneTimeCode(Identified):
    """The code with which somebody sets his first password; only its hash is kept."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="code")
    hash = models.CharField(max_length=128)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
