from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.records import Record
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.parties.people.models import Person
from jejaring.registers.credentials.states import CertificateState


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


class Batch(Record):
    """Certificates of one occasion: the facts they share, and one signed root over them all."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="batches")
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
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


class Certificate(models.Model):
    """One person's proof. Name, employer and number are frozen as issued."""

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="certificates", db_index=False
    )
    position = models.IntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    serial = models.BigIntegerField()
    number = models.CharField(max_length=100)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    employer = models.CharField(max_length=300, blank=True)
    jp = models.DecimalField(max_digits=6, decimal_places=2)
    leaf = models.BinaryField()
    state = models.CharField(
        max_length=10, choices=CertificateState, default=CertificateState.VALID
    )
    state_changed_at = models.DateTimeField(null=True)
    state_reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_place_in_batch"),
            models.UniqueConstraint(fields=["batch", "person"], name="one_certificate_per_batch"),
            models.UniqueConstraint(fields=["series", "serial"], name="one_certificate_per_serial"),
        ]
