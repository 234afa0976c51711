from django.db import models
from django.db.models import F, Q

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agencies.models import Agency, Unit
from jejaring.parties.people.models import Person
from jejaring.registers.hours.states import Basis, LearningForm


class Rule(Record):
    """One line of the conversion table, in one version; a posting names the one it used."""

    form = models.CharField(max_length=24, choices=LearningForm)
    version = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=12, choices=Basis)
    minutes_per_jp = models.PositiveSmallIntegerField(default=45)
    jp = models.DecimalField(max_digits=6, decimal_places=2)
    cap = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    legal_basis = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="one_rule_per_version"),
        ]


class Posting(AppendOnly):
    """Learning hours of one person from one source; corrected only by a counter-entry.

    `jp` and `minutes` are negative in a counter-entry, which names what it reverses.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.IntegerField()
    jp = models.DecimalField(max_digits=6, decimal_places=2)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source", "source_id", "revision"],
                condition=Q(reverses__isnull=True),
                name="one_posting_per_source_and_revision",
            ),
            models.CheckConstraint(
                name="posting_sign_follows_kind",
                condition=(
                    Q(reverses__isnull=True, jp__gte=0, minutes__gte=0)
                    | Q(reverses__isnull=False, jp__lte=0, minutes__lte=0)
                ),
            ),
            models.CheckConstraint(
                name="posting_ends_after_start", condition=Q(ended_at__gt=F("started_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["person", "year"], name="postings_of_person_year"),
            models.Index(fields=["source", "source_id"], name="postings_of_source"),
        ]


class PersonYear(models.Model):
    """Rollup: what one person has in one calendar year; written with each posting."""

    pk = models.CompositePrimaryKey("person_id", "year")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    minutes = models.IntegerField(default=0)
    jp = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    postings = models.IntegerField(default=0)


class UnitYear(models.Model):
    """Rollup: what the people of one unit have in one year, and how many reached 20 JP.

    `unit_id` 0 stands for people of the agency without a unit, `agency_id` 0 for no agency.
    A person counts where their postings were made.
    """

    pk = models.CompositePrimaryKey("agency_id", "unit_id", "year")
    agency_id = models.BigIntegerField(default=0)
    unit_id = models.BigIntegerField(default=0)
    year = models.PositiveSmallIntegerField()
    minutes = models.BigIntegerField(default=0)
    jp = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    postings = models.BigIntegerField(default=0)
    people = models.IntegerField(default=0)
    people_at_target = models.IntegerField(default=0)


class PersonUnitYear(models.Model):
    """Rollup: one person in one unit and year; what makes `people_at_target` exact."""

    pk = models.CompositePrimaryKey("person_id", "agency_id", "unit_id", "year")
    person_id = models.BigIntegerField()
    agency_id = models.BigIntegerField(default=0)
    unit_id = models.BigIntegerField(default=0)
    year = models.PositiveSmallIntegerField()
    jp = models.DecimalField(max_digits=8, decimal_places=2, default=0)


class Statement(Record):
    """A yearly JP statement as it stood when it was made; anyone may check it by its code."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statements")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True)
    facts = models.JSONField()
    digest = models.BinaryField()
    made_at = models.DateTimeField()
