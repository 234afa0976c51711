from django.db import models
from django.db.models import F, Q

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models.agreement import Agreement, CooperationField
from jejaring.parties.agreements.states import Measure, MovementKind, PriceRule, Resource, RunOut
from jejaring.parties.people.models import Person


class Clause(Record):
    """A promise that a machine can keep: what the giver opens to the receiver, how much, when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    field = models.ForeignKey(CooperationField, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="clauses_given")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="clauses_received")
    resource = models.CharField(max_length=16, choices=Resource)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    """None is without limit."""
    unit = models.CharField(max_length=8, choices=Measure, default=Measure.PEOPLE)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """None: as long as the agreement."""
    price_rule = models.CharField(max_length=8, choices=PriceRule, default=PriceRule.FREE)
    price = models.PositiveBigIntegerField(null=True, blank=True)
    """Rupiah per head, where the rule asks for a contribution."""
    shares = models.JSONField(default=list)
    """The `SharedFact`s that may pass."""
    run_out = models.CharField(max_length=6, choices=RunOut, default=RunOut.FINISH)
    note = models.CharField(max_length=400, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    """The clause of the amended agreement that this one stands in for."""
    scheduled = models.IntegerField(default=0)
    delivered = models.IntegerField(default=0)
    """Sums of its movements, kept in the same transaction."""

    class Meta:
        ordering = ["agreement", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="clause_giver_is_not_receiver", condition=~Q(giver=F("receiver"))
            ),
            models.CheckConstraint(
                name="clause_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="clause_price_goes_with_its_rule",
                condition=Q(price_rule=PriceRule.PER_HEAD, price__isnull=False)
                | (~Q(price_rule=PriceRule.PER_HEAD) & Q(price__isnull=True)),
            ),
            models.CheckConstraint(
                name="clause_quantity_is_not_zero",
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0),
            ),
            models.CheckConstraint(
                name="clause_sums_are_not_negative",
                condition=Q(scheduled__gte=0) & Q(delivered__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "receiver", "resource"], name="clauses_by_door"),
            models.Index(fields=["receiver", "resource"], name="clauses_by_receiver"),
        ]


class Movement(AppendOnly):
    """Something scheduled or delivered under a clause, told by the event that did it."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=9, choices=MovementKind)
    quantity = models.IntegerField()
    """In the clause's unit; a counter-entry is negative."""
    source = models.CharField(max_length=80)
    """The event, as "live.LiveSession:12"; the same event moves a clause once per turn."""
    turn = models.PositiveSmallIntegerField(default=1)
    """Odd when it counts, even when it is taken back, for events that come and go."""
    title = models.CharField(max_length=240)
    address = models.CharField(max_length=300, blank=True)
    """Where the event can be looked at."""
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "kind", "source", "turn"], name="one_movement_per_turn"
            ),
            models.CheckConstraint(name="movement_is_not_zero", condition=~Q(quantity=0)),
        ]
        indexes = [models.Index(fields=["kind", "at"], name="movements_by_day")]
