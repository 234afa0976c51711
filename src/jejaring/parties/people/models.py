from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.records import Record
from jejaring.parties.people.states import CodePurpose, PersonKind


def new_handle() -> str:
    """A person's own short code, ten characters; never derived from who they are."""
    return new_code(10)


class Person(AbstractBaseUser, Record):
    """Someone who learns, teaches or organises. Signs in without a password."""

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=PersonKind, default=PersonKind.OTHER)
    employee_no = models.CharField(max_length=18, unique=True, null=True, blank=True)
    zone = models.CharField(max_length=4, default="WIB")
    language = models.CharField(max_length=2, default="id")
    profile_completed_at = models.DateTimeField(null=True)
    link_epoch = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "handle"
    objects = BaseUserManager["Person"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_employee_no_has_18_digits",
                condition=Q(employee_no__isnull=True) | Q(employee_no__regex=r"^[0-9]{18}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.handle

    @property
    def initials(self) -> str:
        """Two letters for the round mark; avatars are never pictures."""
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:])[: len(words)]).upper() or "?"

    @property
    def is_profile_complete(self) -> bool:
        """A name is known; what else is needed depends on the kind and was asked then."""
        return self.profile_completed_at is not None


class EmailAddress(Record):
    """An address proven by a code. A person may have several; one is written to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField(max_length=254, unique=True)
    verified_at = models.DateTimeField()
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_primary=True), name="one_primary_address"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class OneTimeCode(Record):
    """Six digits sent to an address; only a keyed digest is kept."""

    email = models.EmailField(max_length=254)
    purpose = models.CharField(max_length=12, choices=CodePurpose, default=CodePurpose.SIGN_IN)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "-issued_at"], name="codes_by_address")]
