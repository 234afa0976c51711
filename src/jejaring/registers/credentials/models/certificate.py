from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.codes import grouped, normalised
from jejaring.parties.people.models import Person
from jejaring.registers.credentials.models.batch import Batch, NumberSeries
from jejaring.registers.credentials.states import CertificateState

CODE_PREFIX = "JJR"
CODE_LENGTH = 12
"""60 random bits: a guess in a million tries a day finds one of a million in 3,000 years."""


def code_in(text: str) -> str:
    """The code that was typed, pasted or scanned: with or without JJR, dashes, a whole address."""
    typed = normalised(text.rstrip("/ ").rpartition("/")[2])
    return typed.removeprefix(CODE_PREFIX) if len(typed) > CODE_LENGTH else typed


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
    version = models.PositiveSmallIntegerField(default=1)
    """1 as first issued; a reissue keeps the number and counts on."""
    number = models.CharField(max_length=100)
    code = models.CharField(max_length=CODE_LENGTH)
    name = models.CharField(max_length=200)
    employer = models.CharField(max_length=420, blank=True)
    jp = models.DecimalField(max_digits=6, decimal_places=2)
    leaf = models.BinaryField()
    state = models.CharField(
        max_length=10, choices=CertificateState, default=CertificateState.VALID
    )
    state_changed_at = models.DateTimeField(null=True)
    state_reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_certificate_per_code"),
            models.UniqueConstraint(fields=["batch", "position"], name="one_place_in_batch"),
            models.UniqueConstraint(fields=["batch", "person"], name="one_certificate_per_batch"),
            models.UniqueConstraint(
                fields=["series", "serial", "version"], name="one_certificate_per_serial"
            ),
            models.UniqueConstraint(
                fields=["replaced_by"],
                condition=Q(replaced_by__isnull=False),
                name="one_certificate_is_replaced_by_another",
            ),
            models.CheckConstraint(
                name="replaced_certificate_names_the_new_one",
                condition=(
                    Q(state=CertificateState.REPLACED, replaced_by__isnull=False)
                    | (~Q(state=CertificateState.REPLACED) & Q(replaced_by__isnull=True))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shown_code(self) -> str:
        """As printed: JJR-9R4P-26NV-7K2M."""
        return grouped(self.code, CODE_PREFIX)

    @property
    def is_valid(self) -> bool:
        """Neither revoked nor replaced."""
        return self.state == CertificateState.VALID
