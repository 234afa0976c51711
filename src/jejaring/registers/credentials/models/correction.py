from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.records import Record
from jejaring.parties.people.models import Person
from jejaring.registers.credentials.models.certificate import Certificate
from jejaring.registers.credentials.states import CorrectionState


class Correction(Record):
    """A learner's request to have the name on a certificate put right."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="corrections"
    )
    name = models.CharField(max_length=200)
    """The name in the profile when it was asked for."""
    requested_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=CorrectionState, default=CorrectionState.REQUESTED
    )
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=CorrectionState.REQUESTED),
                name="one_open_correction_per_certificate",
            ),
            models.CheckConstraint(
                name="decided_correction_has_time_and_actor",
                condition=(
                    Q(
                        state=CorrectionState.REQUESTED,
                        decided_at__isnull=True,
                        decided_by__isnull=True,
                    )
                    | (
                        ~Q(state=CorrectionState.REQUESTED)
                        & Q(decided_at__isnull=False, decided_by__isnull=False)
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
