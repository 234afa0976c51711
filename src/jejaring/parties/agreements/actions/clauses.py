"""The clauses that a machine can keep: what one side opens to another, how much, and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui import formats
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions.editing import moved, opened
from jejaring.parties.agreements.models import Agreement, Clause, CooperationField
from jejaring.parties.agreements.rules import terms as rules
from jejaring.parties.agreements.states import Measure, PriceRule, Resource, RunOut
from jejaring.parties.people.models import Person

MOST = 200


class NotParties(Refusal):
    """Giver and receiver are two different parties of the agreement."""


class ClauseOutsideTerm(Refusal):
    """A clause lies within the term of its agreement."""


class ClauseEndsBeforeStart(Refusal):
    """The last day lies before the first."""


class ClauseOverlaps(Refusal):
    """Two clauses of one agreement would open the same door on the same day."""


class QuantityBelowUsed(Refusal):
    """What was given cannot be taken back by a smaller number."""


class QuantityIsNothing(Refusal):
    """A clause promises at least one, or without limit."""


class PriceUnsound(Refusal):
    """A contribution per head names its rupiah; other rules name none."""


class TooManyClauses(Refusal):
    """More than an agreement carries."""


class ClauseInUse(Refusal):
    """Something hangs on it: a programme, an addendum, a seat taken."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that a clause says."""

    field: CooperationField
    giver: Agency
    receiver: Agency
    resource: Resource | str
    quantity: int | None = None
    unit: Measure | str = Measure.PEOPLE
    starts_on: date | None = None
    ends_on: date | None = None
    price_rule: PriceRule | str = PriceRule.FREE
    price: int | None = None
    shares: tuple[str, ...] = ()
    run_out: RunOut | str = RunOut.FINISH
    note: str = ""


@transaction.atomic
def add_clause(*, agreement: Agreement, terms: Terms, by: Person, at: datetime) -> Clause:
    """Promise something."""
    agreement, side = opened(agreement, by)
    standing = list(agreement.clauses.select_related("field").order_by("position", "pk"))
    if len(standing) >= MOST:
        raise TooManyClauses(
            _("An agreement has at most %(most)d clauses. Put some of them together.")
            % {"most": MOST}
        )
    _check(agreement, terms, standing)
    position = standing[-1].position + 1 if standing else 1
    clause = Clause.objects.create(agreement=agreement, position=position, **_columns(terms))
    moved("clause_added", agreement=agreement, side=side, by=by, at=at, **_named(clause))
    return clause


@transaction.atomic
def change_clause(*, clause: Clause, terms: Terms, by: Person, at: datetime) -> Clause:
    """Promise something else; storing the same changes nothing."""
    agreement, side = opened(clause.agreement, by)
    clause = Clause.objects.select_for_update(of=("self",)).get(pk=clause.pk)
    others = agreement.clauses.select_related("field").exclude(pk=clause.pk)
    _check(agreement, terms, list(others.order_by("position", "pk")))
    used = rules.used_of(clause)
    if terms.quantity is not None and terms.quantity < used:
        raise QuantityBelowUsed(
            _("%(used)d are used already. Promise at least as many.") % {"used": used}
        )
    columns = _columns(terms)
    if all(getattr(clause, name) == value for name, value in columns.items()):
        return clause
    for name, value in columns.items():
        setattr(clause, name, value)
    clause.save(update_fields=list(columns))
    moved("clause_changed", agreement=agreement, side=side, by=by, at=at, **_named(clause))
    return clause


@transaction.atomic
def remove_clause(*, clause: Clause, by: Person, at: datetime) -> Agreement:
    """Promise it no more; what was said of it stays in the versions and in the trail."""
    agreement, side = opened(clause.agreement, by)
    clause = Clause.objects.select_for_update(of=("self",)).get(pk=clause.pk)
    if clause.lines.exists() or clause.movements.exists() or clause.replaced_by.exists():
        raise ClauseInUse(_("Something hangs on this clause. Take it off the programmes first."))
    named = _named(clause)
    Clause.objects.filter(pk=clause.pk).delete()
    moved("clause_removed", agreement=agreement, side=side, by=by, at=at, **named)
    return agreement


def _check(agreement: Agreement, terms: Terms, others: list[Clause]) -> None:
    sides = set(agreement.parties.values_list("agency", flat=True))
    if terms.giver == terms.receiver or not {terms.giver.pk, terms.receiver.pk} <= sides:
        raise NotParties(
            _("Giver and receiver are two different parties of this agreement. Choose them anew.")
        )
    if terms.quantity is not None and terms.quantity < 1:
        raise QuantityIsNothing(_("Promise at least one, or leave it empty for no limit."))
    if (terms.price is not None) != (terms.price_rule == PriceRule.PER_HEAD):
        raise PriceUnsound(
            _("A contribution per head names its rupiah; other price rules name none.")
        )
    _dates_hold(agreement, terms)
    for other in others:
        if rules.same_door(other, terms) and rules.days_meet(agreement, other, terms):
            raise ClauseOverlaps(
                _(
                    "Clause %(number)d already opens this to the same party in these days. "
                    "Change that one, or choose other dates."
                )
                % {"number": other.position}
            )


def _dates_hold(agreement: Agreement, terms: Terms) -> None:
    starts_on, ends_on = terms.starts_on, terms.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        raise ClauseEndsBeforeStart(_("The last day lies before the first. Correct one of them."))
    if not rules.within_term(agreement, starts_on, ends_on):
        raise ClauseOutsideTerm(
            _("The agreement runs from %(first)s to %(last)s. Choose dates within it.")
            % {"first": _day(agreement.starts_on), "last": _day(agreement.ends_on)}
        )


def _day(day: date | None) -> str:
    return formats.plain_date(day) if day else "…"


def _columns(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in Terms.__dataclass_fields__} | {
        "shares": sorted(set(terms.shares)),
        "resource": str(terms.resource),
        "unit": str(terms.unit),
        "price_rule": str(terms.price_rule),
        "run_out": str(terms.run_out),
        "note": terms.note.strip(),
    }


def _named(clause: Clause) -> dict[str, object]:
    return {
        "clause": clause.pk,
        "position": clause.position,
        "resource": str(clause.resource),
        "quantity": clause.quantity,
        "giver": clause.giver.short_name,
        "receiver": clause.receiver.short_name,
    }
