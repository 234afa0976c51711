from django.db import models

from jejaring.ground.kernel.records import AppendOnly

INSTALLATION = 0
"""The chain of what belongs to no agency: sign-in, profiles, agencies being made."""


class Chain(models.Model):
    """The head of one agency's chain of entries; locked while an entry is appended."""

    agency = models.BigIntegerField(primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.BinaryField(default=b"\x00" * 32)


class Entry(AppendOnly):
    """One thing that happened. No foreign keys: an entry never blocks and never follows."""

    agency = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    by = models.BigIntegerField(null=True)
    thing = models.CharField(max_length=120)
    details = models.TextField()
    digest = models.BinaryField()

    class Meta:
        ordering = ["agency", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="one_entry_per_number"),
        ]
        indexes = [models.Index(fields=["thing"], name="audit_entry_by_thing")]
