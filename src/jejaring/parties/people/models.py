import unicodedata
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.records import Record
from jejaring.ground.ui import formats
from jejaring.parties.people.files import employee_number
from jejaring.parties.people.states import CodePurpose, PersonKind, TokenScope


def new_handle() -> str:
    """A person's own short code, ten characters; never derived from who they are."""
    return new_code(10)


def normalised_email(text: str) -> str:
    """One spelling of an address: no spaces around it, small letters, the domain in ASCII."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")
    with suppress(UnicodeError):  # not a domain: whoever asks for an address refuses it
        domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"


class Person(AbstractBaseUser, Record):
    """Someone who learns, teaches or organises. Signs in without a password."""

    password = None  # type: ignore[assignment] # there is none to keep, leak or forget
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
    demonstration_note = models.CharField(max_length=160, blank=True)

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
        return formats.initials(self.name)

    @property
    def is_profile_complete(self) -> bool:
        """A name is known; what else is needed depends on the kind and was asked then."""
        return self.profile_completed_at is not None

    @property
    def masked_employee_no(self) -> str:
        """For lists that others see."""
        return employee_number.masked(self.employee_no) if self.employee_no else ""

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the epoch moves on: signing out everywhere is one number."""
        value = f"{self.pk}:{self.link_epoch}"
        key = secret or settings.SECRET_KEY
        keyed = salted_hmac("jejaring.people.session", value, key, algorithm="sha256")
        return keyed.hexdigest()


class EmailAddress(Record):
    """An address of a person, who may have several; one is written to.

    Proven by a code, or not yet: an organiser's list named it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField(max_length=254, unique=True)
    verified_at = models.DateTimeField(null=True)
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
    language = models.CharField(max_length=2, default="id")
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "-issued_at"], name="codes_by_address")]


class SecondFactor(Record):
    """The secret that a person's authenticator app shares with this installation."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    wrapped = models.BinaryField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """When a code of it was typed for the first time; it counts from then on."""
    last_step = models.BigIntegerField(default=0)
    """The half minute of the newest code used: it and older ones are never taken again."""
    wrong = models.PositiveSmallIntegerField(default=0)
    """Wrong codes in a row."""
    wrong_at = models.DateTimeField(null=True)


class AccessToken(Record):
    """Lets a programme act as its person through the REST interface; only a digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    """What the person calls it: which programme has it."""
    begins = models.CharField(max_length=12)
    """Its first characters, for recognising it in a list."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256: a token has 160 random bits, so nothing slower is needed."""
    scope = models.CharField(max_length=5, choices=TokenScope, default=TokenScope.READ)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    """To within five minutes: not every request writes."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        """It was made for writing too."""
        return self.scope == TokenScope.WRITE

    def is_good(self, at: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and at < self.expires_at
