"""What every change of a plan begins and ends with; use-cases call it, pages do not."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.ground.ui import formats
from jejaring.parties.agreements.models import Agreement, Line, Party
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.states import LineState
from jejaring.parties.people.models import Person

FIRST_YEAR, LAST_YEAR = 1990, 2200


class NotYourPlan(NotPermitted):
    """Only officers of a side, and who answers for a programme on one."""


class PlanClosed(Refusal):
    """It is reviewed, about to be signed, or over."""


class OutsideTerm(Refusal):
    """No activity is dated outside the agreement's term."""


class DueInAnotherYear(Refusal):
    """A programme of one year is not due in another; it is carried over."""


class ReasonNeeded(Refusal):
    """Who cancels or carries over says why."""


def opened(agreement: Agreement, by: Person) -> tuple[Agreement, Party]:
    """The agreement as it is now, locked, and the side for which this person plans."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    side = rules.planning_side(by, agreement)
    if side is not None:
        return agreement, side
    if access.may_draft(by, agreement):
        check_open(agreement)
    raise NotYourPlan(
        _(
            "Only cooperation officers of a party plan its programmes; "
            "before the negotiation only those of the party that proposed it."
        )
    )


def held(line: Line, by: Person) -> tuple[Line, Party]:
    """The programme as it is now, locked with its agreement, and the side that moves it."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=line.agreement_id)
    line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    line.agreement = agreement
    side = rules.moving_side(by, line)
    if side is None:
        raise NotYourPlan(
            _("Only cooperation officers of a party, or who answers for it, moves a programme.")
        )
    return line, side


def check_open(agreement: Agreement) -> None:
    """While it is reviewed or waits to be signed, and once it is over, the plan stays."""
    if agreement.state not in rules.OPEN:
        raise PlanClosed(
            _("The plan is closed while the agreement is “%(state)s”.")
            % {"state": agreement.get_state_display()}
        )


def check_dates(agreement: Agreement, year: int, due_on: date | None) -> None:
    """Year and due date lie in the term, and the due date in the year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideTerm(_("Write the year with four digits, like 2026."))
    if not rules.is_year_of_term(agreement, year) or (
        due_on is not None and not rules.is_within_term(agreement, due_on)
    ):
        raise OutsideTerm(
            _("The agreement runs %(term)s. Choose a day within, or extend it by an addendum.")
            % {"term": term_of(agreement)}
        )
    if due_on is not None and due_on.year != year:
        raise DueInAnotherYear(
            _("The due date is not in %(year)d. Choose that year, or carry the programme over.")
            % {"year": year}
        )


def term_of(agreement: Agreement) -> str:
    """From first to last day, as far as they are known."""
    first, last = agreement.starts_on, agreement.last_day
    said = {
        "first": formats.plain_date(first) if first else "",
        "last": formats.plain_date(last) if last else "",
    }
    if first and last:
        return _("from %(first)s to %(last)s") % said
    return _("from %(first)s") % said if first else _("until %(last)s") % said


def checked_reason(reason: str) -> str:
    """Trimmed; refused when nothing is left."""
    said = reason.strip()[:400]
    if not said:
        raise ReasonNeeded(_("Say in one sentence why; both sides read it."))
    return said


def moved(
    act: str, *, line: Line, side: Party, by: Person | None, at: datetime, **details: Any
) -> None:
    """Record it on the agreement's trail, under the side that acted."""
    trail.record(
        f"agreements.{act}",
        thing=line.agreement,
        by=by,
        at=at,
        agency=side.agency_id,
        line=line.pk,
        title=line.title,
        state=str(LineState(line.state)),
        **details,
    )
