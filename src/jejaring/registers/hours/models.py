from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agencies.models import Agency, AgencyKey, Unit
from jejaring.parties.people.models import Person
from jejaring.registers.hours.states import Basis, LearningForm

TARGET_JP = 20
"""JP that a PNS needs in a calendar year, at least (PP 11/2017 art. 203 (4))."""

CEILING_JP = 24
"""JP of a PPPK in one year of the contract, at most (LAN 15/2020)."""


def hundredths(jp: Decimal | int | str) -> int:
    """JP as whole hundredths; a finer fraction is refused, never rounded."""
    scaled = Decimal(jp).scaleb(2)
    if scaled != int(scaled):
        message = f"{jp} JP is finer than a hundredth"
        raise ValueError(message)
    return int(scaled)


class HoursField(models.Field[Decimal | int, Decimal]):
    """JP, kept as whole hundredths, so that sums are exact on every database."""

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: Any, *_of: object) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> Any:
        return hundredths(value) if isinstance(value, Decimal | int) else value

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,  # noqa: ARG002
        prepared: bool = False,
    ) -> Any:
        return value if prepared else self.get_prep_value(value)


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
            models.CheckConstraint(
                name="rule_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} v{self.version}"


class Posting(AppendOnly):
    """Learning hours of one person from one source; corrected only by a counter-entry.

    `agency` and `unit` employed the person at that time; `issuer` is the agency that posted.
    `jp` and `minutes` are negative in a counter-entry, which names what it reverses.
    `year` is the calendar year of the start in WIB.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="postings", db_index=False
    )
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.IntegerField()
    jp = HoursField()
    reverses = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="counter_entries", db_index=False
    )
    reason = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "revision", "person"],
                condition=Q(reverses__isnull=True),
                name="one_posting_per_source_and_revision",
            ),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="one_counter_entry_per_posting",
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
            # with its end: whether it overlaps is known without reading the row
            models.Index(fields=["person", "started_at", "ended_at"], name="postings_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.jp} JP · {self.title}"


class PersonYear(models.Model):
    """Rollup: what one person has in one calendar year, and where they count.

    They count, with all hours of the year, where their latest open posting says they worked;
    0 stands for no agency, no unit. `postings` are those not taken back. The `was_` columns are
    the row before the last write: what `UnitYear` has to give back.
    """

    pk = models.CompositePrimaryKey("person_id", "year")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,  # the postings hold the person already
    )
    year = models.PositiveSmallIntegerField()
    agency_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    minutes = models.IntegerField()
    jp = HoursField()
    postings = models.IntegerField()
    last_started_at = models.DateTimeField()
    was_agency_id = models.BigIntegerField(default=0)
    was_unit_id = models.BigIntegerField(default=0)
    was_minutes = models.IntegerField(default=0)
    was_jp = HoursField(default=0)
    was_postings = models.IntegerField(default=0)


class UnitYear(models.Model):
    """Rollup: what the people of one unit have in one year, and how many reached 20 JP.

    It sums `PersonYear`: each person counts in one unit. `unit_id` 0 stands for people of the
    agency without a unit, `agency_id` 0 for no agency.
    """

    pk = models.CompositePrimaryKey("agency_id", "year", "unit_id")
    agency_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    unit_id = models.BigIntegerField()
    minutes = models.BigIntegerField()
    jp = HoursField()
    postings = models.BigIntegerField()
    people = models.IntegerField()
    people_at_target = models.IntegerField()


class Statement(Record):
    """A yearly JP statement as it stood when it was made; anyone may check it by its code.

    `digest` is the leaf of the facts; `signature` covers facts, code and moment (see `rules`).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statements")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True)
    facts = models.JSONField()
    digest = models.BinaryField()
    key = models.ForeignKey(AgencyKey, null=True, on_delete=models.PROTECT, related_name="+")
    signature = models.BinaryField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statement_signature_has_key",
                condition=Q(key__isnull=True, signature__isnull=True)
                | Q(key__isnull=False, signature__isnull=False),
            ),
        ]
