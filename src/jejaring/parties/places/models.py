from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.ground.kernel.records import Record


class ZoneName(models.TextChoices):
    """The three time zones of Indonesia; none has daylight saving (domain E31)."""

    WIB = "WIB", _("WIB, Western Indonesia")
    WITA = "WITA", _("WITA, Central Indonesia")
    WIT = "WIT", _("WIT, Eastern Indonesia")


class Province(Record):
    """One of the 38 provinces; `code` as the Ministry of Home Affairs numbers it."""

    code = models.CharField(max_length=2, unique=True)
    iso = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)
    zone = models.CharField(max_length=4, choices=ZoneName)
    longitude = models.FloatField()
    latitude = models.FloatField()
    tile_row = models.PositiveSmallIntegerField()
    tile_column = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Regency(Record):
    """One of the 514 regencies (kabupaten) and cities (kota)."""

    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=80)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="regencies")

    class Meta:
        verbose_name_plural = "regencies"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Holiday(Record):
    """A day on which weekly programmes pause, with the decree that says so."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=160)
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return self.name
