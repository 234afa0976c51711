from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Role
from jejaring.ground.kernel.records import Record
from jejaring.ground.seals import signing
from jejaring.parties.agencies.states import FIELD_CHOICES, AgencyKind, AliasKind, StatementKind
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province


class Agency(Record):
    """A body that employs, teaches or agrees."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=24, choices=AgencyKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    province = models.ForeignKey(
        Province, null=True, blank=True, on_delete=models.PROTECT, related_name="agencies"
    )
    zone = models.CharField(max_length=4, default="WIB")
    city = models.CharField(max_length=80, blank=True)
    head_office = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    shows_agreements = models.BooleanField(default=True)
    """Whether its agreements stand on the public network page."""
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def letterhead(self) -> dict[str, str]:
        """What letters and certificates say."""
        fields = ("name", "short_name", "city", "head_office", "contact_email")
        return {field: getattr(self, field) for field in fields}


class ServiceArea(Record):
    """Whose people an agency acts for: itself, those below it, and what a learning agency teaches.

    A clause for a learning agency opens doors for everybody in its service area.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="service_area")
    serves = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="served_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["serves", "agency"], name="one_service_per_pair"),
        ]


class Unit(Record):
    """A part of an agency where people work."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="one_unit_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Employment(Record):
    """Who someone works for, since when; one is current. A PPPK's contract year starts here."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="employments"
    )
    contract_started_on = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_current_employment"
            ),
            models.CheckConstraint(
                name="employment_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
            ),
        ]


class Membership(Record):
    """What a person may do for an agency, and who said so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency"],
                condition=Q(ended_at__isnull=True),
                name="one_current_role_per_agency",
            ),
        ]


class AgencyKey(Record):
    """The Ed25519 key an agency signs facts with; the private half is wrapped (see seals)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="keys")
    public = models.BinaryField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agency key")
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(retired_at__isnull=True), name="one_key_in_use"
            ),
        ]

    @property
    def short_fingerprint(self) -> str:
        """As printed on certificates, for recognising the key."""
        return signing.short_fingerprint(self.public)


class Statement(Record):
    """What an agency is good at, or what it needs, in one field of cooperation."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=8, choices=StatementKind)
    field = models.PositiveSmallIntegerField(choices=FIELD_CHOICES)
    text = models.CharField(max_length=240)

    class Meta:
        ordering = ["kind", "field", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "field", "text"], name="one_statement_per_text"
            ),
            models.CheckConstraint(
                name="statement_is_about_a_field", condition=Q(field__gte=1, field__lte=9)
            ),
        ]
        indexes = [models.Index(fields=["field", "kind"], name="statements_by_field")]

    def __str__(self) -> str:
        return self.text


class Alias(Record):
    """Another name under which an agency is found: a former one, or a usual one."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=AliasKind)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="one_alias_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(Record):
    """One agency took over another's tasks on a day: LIPI, then BRIN in 2021.

    Agreements of the former stay its own, under its name.
    """

    before = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    after = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    note = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="one_succession_per_pair"),
            models.CheckConstraint(
                name="no_agency_follows_itself", condition=~Q(before=models.F("after"))
            ),
        ]
