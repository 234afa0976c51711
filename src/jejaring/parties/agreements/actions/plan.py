"""The action plan: which programmes, of which clause, due when, and who answers on each side."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import planning
from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    CooperationField,
    Line,
    LineOwner,
    Party,
)
from jejaring.parties.agreements.rules import plan as rules
from jejaring.parties.agreements.states import DRAFTED, OPEN_LINES, LineState
from jejaring.parties.people.models import Person

MOST = 200
"""Programmes of one agreement, those carried over counted anew."""


class TitleNeeded(Refusal):
    """A programme has a name."""


class ForeignClause(Refusal):
    """A programme delivers a clause of its own agreement."""


class ForeignParty(Refusal):
    """Who answers stands for a side of the same agreement."""


class TooManyLines(Refusal):
    """More than a plan can carry."""


class LineSettled(Refusal):
    """What is done, cancelled or carried over stays as it is."""


class LineHasMoved(Refusal):
    """A programme that was worked on is cancelled with a reason, not removed."""


class NotTheirOwner(Refusal):
    """Who answers for a side works in its agency."""


class NotYourSide(planning.NotYourPlan):
    """Each side names its own."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is done, in which field, by which clause, in which year and until when."""

    title: str
    field: CooperationField
    year: int
    due_on: date | None = None
    clause: Clause | None = None


@transaction.atomic
def add(*, agreement: Agreement, facts: LineFacts, by: Person, at: datetime) -> Line:
    """One programme more; it begins as planned."""
    agreement, side = planning.opened(agreement, by)
    values = _sound(agreement, facts)
    rows = Line.objects.filter(agreement=agreement)
    if rows.count() >= MOST:
        raise TooManyLines(
            _("A plan holds at most %(most)d programmes. Join small ones.") % {"most": MOST}
        )
    last = rows.aggregate(last=Max("position"))["last"] or 0
    line = Line.objects.create(agreement=agreement, position=last + 1, moved_at=at, **values)
    planning.moved("line_added", line=line, side=side, by=by, at=at, year=str(line.year))
    return line


@transaction.atomic
def change(*, line: Line, facts: LineFacts, by: Person, at: datetime) -> Line:
    """State a programme anew while it is open. Saying the same changes nothing."""
    agreement, side = planning.opened(line.agreement, by)
    line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    line.agreement = agreement
    if line.state not in OPEN_LINES:
        raise LineSettled(
            _("This programme is “%(state)s” and stays as it is. Add a new one instead.")
            % {"state": line.get_state_display()}
        )
    values = _sound(agreement, facts)
    before = {name: getattr(line, name) for name in values}
    if before == values:
        return line
    for name, value in values.items():
        setattr(line, name, value)
    line.moved_at, line.state_before = at, ""
    line.save(update_fields=[*values, "moved_at", "state_before"])
    changed = {
        name: [str(before[name] or ""), str(value or "")]
        for name, value in values.items()
        if before[name] != value
    }
    planning.moved("line_changed", line=line, side=side, by=by, at=at, changed=changed)
    return line


@transaction.atomic
def remove(*, line: Line, by: Person, at: datetime) -> Agreement:
    """Take a programme out of a draft that nothing has happened to."""
    agreement, side = planning.opened(line.agreement, by)
    line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    line.agreement = agreement
    if (
        agreement.state not in DRAFTED
        or line.state != LineState.PLANNED
        or line.evidence.exists()
        or line.carried_from_id
    ):
        raise LineHasMoved(_("It is agreed. Cancel it and say why; it stays in the plan."))
    planning.moved("line_removed", line=line, side=side, by=by, at=at)
    Line.objects.filter(pk=line.pk).delete()
    return agreement


@transaction.atomic
def answer(
    *, line: Line, party: Party, person: Person | None, by: Person, at: datetime
) -> LineOwner | None:
    """Name who answers for a programme on one side (S1-6); none takes the name away.

    Each side names its own; while it proposes, the lead names everybody.
    """
    line, side = planning.held(line, by)
    planning.check_open(line.agreement)
    if party.agreement_id != line.agreement_id:
        raise ForeignParty(_("%(party)s is no party of this agreement.") % {"party": party.name})
    if side.pk != party.pk and not _may_name(by, party, line.agreement):
        raise NotYourSide(
            _("Each party names its own people. Ask %(party)s to do it.") % {"party": party.name}
        )
    if line.state not in OPEN_LINES:
        raise LineSettled(
            _("This programme is “%(state)s” and stays as it is. Add a new one instead.")
            % {"state": line.get_state_display()}
        )
    if person is not None and not rules.works_for(person, party):
        raise NotTheirOwner(
            _("%(person)s does not work in %(agency)s. Choose somebody who has a role there.")
            % {"person": person, "agency": party.name}
        )
    return _named(line, party, person, side=side, by=by, at=at)


def _named(
    line: Line, party: Party, person: Person | None, *, side: Party, by: Person, at: datetime
) -> LineOwner | None:
    known = LineOwner.objects.filter(line=line, party=party).first()
    if (known.person_id if known else None) == (person.pk if person else None):
        return known
    said = {"party": party.name, "person": person.pk if person else None}
    planning.moved("line_answered", line=line, side=side, by=by, at=at, **said)
    if person is None:
        LineOwner.objects.filter(line=line, party=party).delete()
        return None
    owner, _made = LineOwner.objects.update_or_create(
        line=line, party=party, defaults={"person": person}
    )
    return owner


def _may_name(by: Person, party: Party, agreement: Agreement) -> bool:
    side = rules.planning_side(by, agreement)
    if side is None:
        return False
    return side.is_lead and agreement.state in DRAFTED and party.agreement_id == agreement.pk


def _sound(agreement: Agreement, facts: LineFacts) -> dict[str, object]:
    title = " ".join(facts.title.split())[:240]
    if not title:
        raise TitleNeeded(_("Give the programme a name: what is done."))
    if facts.clause is not None and facts.clause.agreement_id != agreement.pk:
        raise ForeignClause(_("That clause belongs to another agreement. Choose one of this."))
    planning.check_dates(agreement, facts.year, facts.due_on)
    return {
        "title": title,
        "field": facts.field,
        "year": facts.year,
        "due_on": facts.due_on,
        "clause": facts.clause,
    }
