from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.records import Record
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.registers.credentials.files.proof import SealedFacts


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a certificate, with name and employer as they are to be printed, and how many JP."""

    person_id: int
    name: str
    employer: str
    jp: Decimal


class NumberSeries(Record):
    """The agency's numbering in one year; locked while numbers are taken, so none is skipped."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="number_series")
    year = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=80)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_series_per_year"),
        ]

    def __str__(self) -> str:
        return self.pattern


class Batch(Record):
    """Certificates of one occasion: the facts they share, and one signed root over them all."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="batches")
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    origin = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    """Of a reissue: the batch in which the first version was issued."""
    facts = models.JSONField()
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(AgencyKey, on_delete=models.PROTECT, related_name="+")
    count = models.IntegerField(default=0)
    root = models.BinaryField(null=True)
    bundle_roots = models.BinaryField(null=True)
    signature = models.BinaryField(null=True)
    issued_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "revision"], name="one_batch_per_occasion"
            ),
            models.CheckConstraint(
                name="sealed_batch_has_root_and_signature",
                condition=(
                    Q(sealed_at__isnull=True)
                    | Q(root__isnull=False, bundle_roots__isnull=False, signature__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.shared["title"]

    @property
    def shared(self) -> SealedFacts:
        """The facts, as the type they were written with."""
        return cast("SealedFacts", self.facts)

    @property
    def starts_at(self) -> datetime:
        """When the occasion began."""
        return datetime.fromisoformat(self.shared["starts_at"])
