"""How a programme moves: scheduled, started, finished, cancelled, carried over; undone at once."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import planning
from jejaring.parties.agreements.models import Line, LineOwner, Party
from jejaring.parties.agreements.queries import plan as queries
from jejaring.parties.agreements.states import LINE_TRANSITIONS, LineState
from jejaring.parties.people.models import Person


class WrongMove(Refusal):
    """What may follow what is fixed."""


class NotInForce(Refusal):
    """Nothing begins under an agreement that is not in force."""


class DateNeeded(Refusal):
    """Scheduled means: by a day."""


class EvidenceNeeded(Refusal):
    """Done is what can be shown (S1-15)."""


class LaterYearNeeded(Refusal):
    """Carried over is into a year to come."""


class NothingToUndo(Refusal):
    """Too late, or something followed."""


@transaction.atomic
def schedule(*, line: Line, due_on: date | None, by: Person, at: datetime) -> Line:
    """Fix the day by which it is done."""
    line, side = planning.held(line, by)
    _may_become(line, LineState.SCHEDULED)
    planning.check_open(line.agreement)
    if due_on is None:
        raise DateNeeded(_("Choose the day by which it is done."))
    planning.check_dates(line.agreement, line.year, due_on)
    return _become(line, LineState.SCHEDULED, side, by, at, due_on=due_on)


@transaction.atomic
def start(*, line: Line, by: Person, at: datetime) -> Line:
    """Work on it has begun; only while the agreement is in force."""
    line, side = planning.held(line, by)
    _may_become(line, LineState.RUNNING)
    if not line.agreement.is_in_force(_day(at)):
        raise NotInForce(
            _("The agreement is not in force today, so nothing begins under it. Plan it instead.")
        )
    return _become(line, LineState.RUNNING, side, by, at)


@transaction.atomic
def finish(*, line: Line, by: Person, at: datetime) -> Line:
    """It is done and can be shown; also after the agreement has ended."""
    line, side = planning.held(line, by)
    _may_become(line, LineState.DONE)
    if not queries.has_evidence(line):
        raise EvidenceNeeded(
            _("Nothing shows yet that it was done. Attach a file or link an event first.")
        )
    return _become(line, LineState.DONE, side, by, at)


@transaction.atomic
def cancel(*, line: Line, reason: str, by: Person, at: datetime) -> Line:
    """It will not be done; both sides read why."""
    line, side = planning.held(line, by)
    _may_become(line, LineState.CANCELLED)
    return _become(line, LineState.CANCELLED, side, by, at, reason=planning.checked_reason(reason))


@transaction.atomic
def carry_over(
    *,
    line: Line,
    year: int,
    due_on: date | None = None,
    reason: str,
    by: Person,
    at: datetime,
) -> Line:
    """Move it to a later year: this one stays with its reason, a new one stands for it.

    The new one keeps field, clause and who answers on each side; it is returned.
    """
    line, side = planning.held(line, by)
    _may_become(line, LineState.CARRIED_OVER)
    planning.check_open(line.agreement)
    why = planning.checked_reason(reason)
    if year <= line.year:
        raise LaterYearNeeded(_("Carry it over to a year after %(year)d.") % {"year": line.year})
    planning.check_dates(line.agreement, year, due_on)
    _become(line, LineState.CARRIED_OVER, side, by, at, reason=why, to_year=str(year))
    last = line.agreement.lines.aggregate(last=Max("position"))["last"] or 0
    onward = Line.objects.create(
        agreement=line.agreement, position=last + 1, field_id=line.field_id, title=line.title,
        clause_id=line.clause_id, year=year, due_on=due_on, moved_at=at, carried_from=line,
    )  # fmt: skip
    LineOwner.objects.bulk_create(
        LineOwner(line=onward, party_id=one.party_id, person_id=one.person_id)
        for one in line.owners.all()
    )
    return onward


@transaction.atomic
def undo(*, line: Line, by: Person, at: datetime) -> Line:
    """Take the last move back within ten minutes, if nothing followed it."""
    line, side = planning.held(line, by)
    if not queries.may_undo(line, at):
        raise NothingToUndo(
            _("This can no longer be undone. State the programme as it is now, or add a new one.")
        )
    if line.state == LineState.CARRIED_OVER:
        Line.objects.filter(carried_from=line).delete()
    undone, line.state, line.state_before = line.state, line.state_before, ""
    line.state_reason, line.moved_at = "", at
    line.save(update_fields=["state", "state_before", "state_reason", "moved_at"])
    planning.moved("line_undone", line=line, side=side, by=by, at=at, undone=str(undone))
    return line


def _may_become(line: Line, state: LineState) -> None:
    if state in LINE_TRANSITIONS[LineState(line.state)]:
        return
    raise WrongMove(
        _("A programme that is “%(now)s” cannot become “%(then)s”. Reload the page.")
        % {"now": line.get_state_display(), "then": state.label}
    )


def _day(at: datetime) -> date:
    return localdate(at, get_default_timezone())


def _become(
    line: Line,
    state: LineState,
    side: Party,
    by: Person,
    at: datetime,
    *,
    reason: str = "",
    due_on: date | None = None,
    **details: object,
) -> Line:
    line.state_before, line.state = line.state, state
    line.state_reason, line.moved_at = reason, at
    changed = ["state_before", "state", "state_reason", "moved_at"]
    if due_on is not None:
        line.due_on = due_on
        changed.append("due_on")
        details["due_on"] = str(due_on)
    line.save(update_fields=changed)
    said = details | ({"reason": reason} if reason else {})
    planning.moved(f"line_{state}", line=line, side=side, by=by, at=at, **said)
    return line
