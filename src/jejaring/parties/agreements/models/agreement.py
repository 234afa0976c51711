from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import translation

from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.records import Record
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.states import (
    DRAFTED,
    WARNING_DAYS,
    AgreementKind,
    AgreementState,
    Capacity,
    Phase,
)
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province


def new_agreement_code() -> str:
    """Eight characters: the agreement's address, never reused."""
    return new_code(8)


class CooperationField(Record):
    """A field of cooperation: the seven that S0 names, research and policy, and other."""

    number = models.PositiveSmallIntegerField(unique=True)
    slug = models.SlugField(max_length=40, unique=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    petal = models.PositiveSmallIntegerField(null=True)
    """Its petal of the rosette, 1 to 8 clockwise from north; none for "other"."""

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_id


class Occasion(Record):
    """An event at which agreements are signed: a trade mission, a ceremony."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="occasions")
    """Who runs it."""
    name = models.CharField(max_length=200)
    venue = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    province = models.ForeignKey(
        Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()

    class Meta:
        ordering = ["-on", "name"]

    def __str__(self) -> str:
        return self.name


class Agreement(Record):
    """What agencies agree, from proposal to end; never overwritten, only amended."""

    code = models.CharField(max_length=8, unique=True, default=new_agreement_code)
    kind = models.CharField(max_length=12, choices=AgreementKind)
    title = models.CharField(max_length=240)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=AgreementState, default=AgreementState.PROPOSED)
    state_changed_at = models.DateTimeField()
    state_reason = models.CharField(max_length=400, blank=True)
    stopped_by = models.ForeignKey(
        "Party", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The side that suspended it or gave notice; only that side takes it back."""
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    """The MoU that an implementing agreement stands under."""
    amends = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="addenda"
    )
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    occasion = models.ForeignKey(
        Occasion, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    occasion_order = models.PositiveSmallIntegerField(default=0)
    signed_on = models.DateField(null=True, blank=True)
    signed_place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """Last day in force; none is unknown for one recorded from the past, or unlimited."""
    terminates_on = models.DateField(null=True, blank=True)
    """First day no longer in force, when it was ended early by notice."""
    notice_days = models.PositiveSmallIntegerField(default=90)
    report_months = models.PositiveSmallIntegerField(default=6)
    """A delivery report is due this often (domain E21)."""
    announced_lines = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many programmes were announced; how many are recorded is counted."""
    burdens_people = models.BooleanField(null=True)
    """Domain E17, first question: the plan burdens people and region."""
    is_unfunded = models.BooleanField(null=True)
    """Domain E17, second question: funding is not in this year's budget."""
    is_from_past = models.BooleanField(default=False)
    """Recorded after it was signed elsewhere; what is not known stays empty."""
    is_demonstration = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    """Where the facts of one recorded from the past were read."""
    revision = models.PositiveIntegerField(default=0)
    """Moves with every change of text, clauses or parties; two editors notice each other."""

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="agreement_is_not_its_own_parent",
                condition=(Q(parent__isnull=True) | ~Q(parent=F("id")))
                & (Q(amends__isnull=True) | ~Q(amends=F("id")))
                & (Q(renews__isnull=True) | ~Q(renews=F("id"))),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on"], name="agreements_by_state_and_end"),
            models.Index(fields=["-signed_on", "-id"], name="agreements_by_signing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_drafted(self) -> bool:
        """Its text and clauses are not yet agreed."""
        return self.state in DRAFTED

    @property
    def needs_dprd(self) -> bool:
        """Domain E17: the regional legislature approves when one of two answers is yes."""
        return bool(self.burdens_people or self.is_unfunded)

    def is_in_force(self, on: date) -> bool:
        """Whether its clauses open doors on this day (of the installation's time zone)."""
        begun = self.starts_on is not None and self.starts_on <= on
        over = (self.ends_on is not None and self.ends_on < on) or (
            self.terminates_on is not None and self.terminates_on <= on
        )
        return self.state == AgreementState.REGISTERED and begun and not over

    def phase(self, on: date) -> Phase | None:
        """Where it stands by its dates once it is registered; none before, or when stopped."""
        if self.state != AgreementState.REGISTERED:
            return None
        if self.starts_on is None or self.starts_on > on:
            return Phase.WAITING
        if not self.is_in_force(on):
            return Phase.ENDED
        last = self.last_day
        if last is not None and last - on <= timedelta(days=WARNING_DAYS[0]):
            return Phase.EXPIRING
        return Phase.ACTIVE

    @property
    def last_day(self) -> date | None:
        """The last day in force, as known today."""
        early = self.terminates_on - timedelta(days=1) if self.terminates_on else None
        known = [day for day in (self.ends_on, early) if day is not None]
        return min(known) if known else None


def in_force(on: date, prefix: str = "") -> Q:
    """The rows for which `is_in_force` holds; `prefix` leads to the agreement."""
    ends, early = f"{prefix}ends_on", f"{prefix}terminates_on"
    return (
        Q(**{f"{prefix}state": AgreementState.REGISTERED, f"{prefix}starts_on__lte": on})
        & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": on}))
        & (Q(**{f"{early}__isnull": True}) | Q(**{f"{early}__gt": on}))
    )


class Party(Record):
    """One side of an agreement: its own number, its signatory, what it gives and gets."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    """The agency's name when it became a party; an old agreement keeps the old name."""
    is_lead = models.BooleanField(default=False)
    """Who proposed it."""
    number = models.CharField(max_length=80, blank=True)
    """Its own registration number."""
    registered_at = models.DateTimeField(null=True)
    person_in_charge = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signatory = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The account that may sign; none for one recorded from the past."""
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_office = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=8, choices=Capacity, default=Capacity.OWN)
    mandate_number = models.CharField(max_length=120, blank=True)
    mandate_on = models.DateField(null=True, blank=True)
    gives = models.TextField(blank=True)
    gets = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "agency"], name="one_party_per_agency"),
            models.UniqueConstraint(
                fields=["agency", "number"],
                condition=~Q(number=""),
                name="one_agreement_per_party_number",
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(is_lead=True), name="one_lead_per_agreement"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_mandate(self) -> bool:
        """Who signs under a mandate names its number (domain (c) 1; S0-3)."""
        return self.capacity != Capacity.MANDATED or bool(self.mandate_number.strip())
