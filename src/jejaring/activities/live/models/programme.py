from datetime import time

from django.db import models

from jejaring.ground.kernel.records import Record
from jejaring.parties.agencies.models import Agency


class Programme(Record):
    """A live programme of one agency, such as ASN Belajar, with its weekly rule."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="programmes")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    weekday = models.PositiveSmallIntegerField(default=3)
    """Monday is 0; Thursday, the default, is 3 (S1-3)."""
    starts_at = models.TimeField(default=time(8, 0))
    minutes = models.PositiveSmallIntegerField(default=120)
    zone = models.CharField(max_length=4, default="WIB")
    pauses_on_holidays = models.BooleanField(default=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProgrammeException(Record):
    """A date without the weekly session, or an extra date with one."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    is_extra = models.BooleanField(default=False)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "date"], name="one_exception_per_date"),
        ]


class ProgrammeYear(Record):
    """What a source counted for one year before the sessions were kept here."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    series = models.PositiveSmallIntegerField()
    views = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    source = models.URLField(max_length=300)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year"], name="one_count_per_year"),
        ]
