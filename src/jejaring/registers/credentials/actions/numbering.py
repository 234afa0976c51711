from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit.trail import record
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import rules
from jejaring.registers.credentials.models import NumberSeries
from jejaring.registers.credentials.models import pattern as patterns


class PatternFaulty(Refusal):
    """The pattern would not give every certificate a number of its own."""

    status = 400


class NumbersTaken(Refusal):
    """The year's first number was given out: its pattern stays."""


@transaction.atomic
def set_number_pattern(
    *, agency: Agency, year: int, pattern: str, by: Person, at: datetime
) -> NumberSeries:
    """How the agency's certificates are numbered in a year, as 893.3/{serial:05d}/204.5/{year}."""
    if not rules.may_set_numbers(by, agency.pk):
        raise NotPermitted(_("Only an owner of the agency decides how certificates are numbered."))
    pattern = pattern.strip()
    _must_be_sound(pattern)
    series = series_of(agency, year)
    if series.last:
        raise NumbersTaken(
            _("Numbers of this year were already given out. Change the pattern for the next year.")
        )
    before, series.pattern = series.pattern, pattern
    series.save(update_fields=["pattern"])
    details = {"year": year, "pattern": pattern, "before": before}
    record("credentials.pattern_set", thing=series, by=by, at=at, agency=agency.pk, **details)
    return series


def series_of(agency: Agency, year: int) -> NumberSeries:
    """The agency's series of the year, locked; a new one takes over the last year's pattern."""
    known = NumberSeries.objects.filter(agency=agency, year__lte=year).order_by("-year").first()
    if known is None or known.year != year:
        pattern = known.pattern if known else _plain_pattern(agency)
        NumberSeries.objects.get_or_create(agency=agency, year=year, defaults={"pattern": pattern})
    return NumberSeries.objects.select_for_update(of=("self",)).get(agency=agency, year=year)


def _plain_pattern(agency: Agency) -> str:
    return f"{{serial:05d}}/{agency.code.upper()}/{{year}}"


def _must_be_sound(pattern: str) -> None:
    if len(pattern) > patterns.LONGEST or not pattern.isprintable():
        raise PatternFaulty(_("A pattern is one line of at most 80 characters."))
    if unknown := patterns.unknown_fields(pattern):
        raise PatternFaulty(
            _("“%(field)s” is not known here. Use {serial}, {serial:05d} and {year}.")
            % {"field": unknown[0]}
        )
    if patterns.serials_in(pattern) != 1:
        raise PatternFaulty(_("The pattern must hold {serial} once, so that every number differs."))
