"""What ends soon or has run out, for the clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jejaring.parties.agreements.models import Agreement, Warned, in_force
from jejaring.parties.agreements.states import WARNING_DAYS, AgreementState


@dataclass(frozen=True, slots=True)
class DueWarning:
    """The tightest warning that is due: so many days before this last day."""

    agreement: Agreement
    days: int
    left: int
    ends_on: date


def due_warning(agreement: Agreement, today: date) -> DueWarning | None:
    """120, 60 or 30 days before its last day; none if it is further off, or unknown."""
    last = agreement.last_day
    if last is None or not agreement.is_in_force(today):
        return None
    left = (last - today).days
    fitting = [days for days in WARNING_DAYS if left <= days]
    return DueWarning(agreement, min(fitting), left, last) if fitting else None


def warnings_due(today: date) -> list[DueWarning]:
    """Of every agreement that ends soon, is not renewed, and whose sides were not told yet.

    An addendum ends with what it amends.
    """
    horizon = today + timedelta(days=WARNING_DAYS[0])
    ending = Agreement.objects.filter(in_force(today), amends__isnull=True).filter(
        Q(ends_on__lte=horizon) | Q(terminates_on__lte=horizon + timedelta(days=1))
    )
    ending = ending.exclude(renewals__state=AgreementState.REGISTERED)
    told = set(
        Warned.objects.filter(agreement__in=ending).values_list("agreement", "days", "ends_on")
    )
    found = [due_warning(one, today) for one in ending.order_by("pk")]
    return [
        one
        for one in found
        if one is not None and (one.agreement.pk, one.days, one.ends_on) not in told
    ]


def run_out(today: date) -> QuerySet[Agreement]:
    """Agreements whose notice has run out and that still stand as if it had not."""
    alive = (AgreementState.REGISTERED, AgreementState.SUSPENDED, AgreementState.DISPUTED)
    return Agreement.objects.filter(state__in=alive, terminates_on__lte=today).order_by("pk")
