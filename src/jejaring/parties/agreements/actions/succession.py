"""What follows an agreement: a renewal after it, or an addendum to it; neither overwrites it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.actions import making, stages, steps
from jejaring.parties.agreements.actions.stages import ReasonMissing
from jejaring.parties.agreements.models import Agreement, Clause, Party, Section
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.people.models import Person

KEPT = ("field_id", "giver_id", "receiver_id", "resource", "quantity", "unit")
TERMS = ("price_rule", "price", "shares", "run_out", "note")


class NotRenewable(Refusal):
    """Only an agreement that was registered is renewed, and an addendum with what it amends."""


class RenewedAlready(Refusal):
    """A renewal is on its way."""


class NotAmendable(Refusal):
    """Only what is in force is amended."""


class NothingToAmend(Refusal):
    """An addendum holds what changes, and nothing else."""


class ClauseNotAmendable(Refusal):
    """The clause is another agreement's, or another addendum replaces it."""


@transaction.atomic
def renew(*, agreement: Agreement, by: Person, at: datetime) -> Agreement:
    """Propose the next term: same sides, text, clauses and length, beginning when this one ends."""
    side, current = _drafting(agreement, by)
    if current.amends_id is not None or current.state != AgreementState.REGISTERED:
        raise NotRenewable(
            _("Only an agreement that is registered can be renewed, together with its addenda.")
        )
    if current.renewals.exclude(state=AgreementState.WITHDRAWN).exists():
        raise RenewedAlready(_("A renewal was begun already. Open it from the stages page."))
    made = _successor(
        current, title=current.title, purpose=current.purpose, renews=current, at=at,
        **_next_term(current, localdate(at)),
    )  # fmt: skip
    lead = _copy_parties(current, made, side)
    _copy_sections(current.sections.filter(removed_at__isnull=True), made, lead, by, at)
    rows = current.clauses.order_by("position", "id")
    _copy_clauses(rows, made, replacing=False)
    titles = dict.fromkeys((line.field, line.title) for line in current.lines.all())
    making.write_lines(made, titles, localdate(at).year, at)
    return _begun("renewed", current, made, side, by, at)


@transaction.atomic
def amend(
    *,
    agreement: Agreement,
    clauses: Sequence[Clause],
    sections: Sequence[Section] = (),
    reason: str,
    by: Person,
    at: datetime,
) -> Agreement:
    """Propose an addendum that holds only what changes; until it is in force, nothing changes."""
    side, current = _drafting(agreement, by)
    if current.amends_id is not None or not current.is_in_force(localdate(at)):
        raise NotAmendable(_("Only an agreement in force is amended; amend it, not its addendum."))
    if not reason.strip():
        raise ReasonMissing(_("Say why; every side is told."))
    if not clauses and not sections:
        raise NothingToAmend(_("Choose at least one clause or section that changes."))
    for clause in clauses:
        _refuse_foreign_or_replaced(clause, current)
    if any(section.agreement_id != current.pk for section in sections):
        raise ClauseNotAmendable(_("This section belongs to another agreement."))
    number = current.addenda.exclude(state=AgreementState.WITHDRAWN).count() + 1
    made = _successor(
        current,
        title=f"Adendum {number}: {current.title}"[:240],
        purpose=reason.strip(),
        amends=current,
        starts_on=localdate(at),
        ends_on=current.ends_on,
        at=at,
    )
    lead = _copy_parties(current, made, side)
    _copy_sections(sections, made, lead, by, at)
    _copy_clauses(clauses, made, replacing=True)
    return _begun("amended", current, made, side, by, at)


def _drafting(agreement: Agreement, by: Person) -> tuple[Party, Agreement]:
    side = access.side_of(by, agreement, Permission.DRAFT_AGREEMENTS)
    if side is None:
        raise NotPermitted(_("Only a cooperation officer of one of the sides begins this."))
    return side, steps.locked(agreement)


def _successor(agreement: Agreement, *, at: datetime, **facts: Any) -> Agreement:
    return Agreement.objects.create(
        kind=agreement.kind,
        parent=agreement.parent,
        notice_days=agreement.notice_days,
        report_months=agreement.report_months,
        state_changed_at=at,
        is_demonstration=agreement.is_demonstration,
        **facts,
    )


def _next_term(agreement: Agreement, today: date) -> dict[str, date | None]:
    """The day after the last one, or today if that has passed; as long as the last term."""
    last = agreement.last_day
    if last is None or agreement.starts_on is None or agreement.ends_on is None:
        return {"starts_on": today, "ends_on": None}
    begins = max(last + timedelta(days=1), today)
    return {"starts_on": begins, "ends_on": begins + (agreement.ends_on - agreement.starts_on)}


def _copy_parties(agreement: Agreement, made: Agreement, lead: Party) -> Party:
    models = list(agreement.parties.select_related("agency").order_by("position", "id"))
    parties = making.make_parties(made, [one.agency for one in models], lead.agency)
    making.copy_sides(parties, models)
    return next(one for one in parties if one.is_lead)


def _copy_sections(sections: Any, made: Agreement, lead: Party, by: Person, at: datetime) -> None:
    texts = [making.Wording(row.part, row.heading, row.body, row.summary) for row in sections]
    making.write_sections(made, texts, lead, by, at)


def _copy_clauses(clauses: Any, made: Agreement, *, replacing: bool) -> None:
    """Their dates stay open, so that they hold as long as the new agreement."""
    Clause.objects.bulk_create(
        Clause(
            **{name: getattr(row, name) for name in (*KEPT, *TERMS)},
            agreement=made,
            position=position,
            replaces=row if replacing else None,
        )
        for position, row in enumerate(clauses, start=1)
    )


def _refuse_foreign_or_replaced(clause: Clause, agreement: Agreement) -> None:
    if agreement.pk not in {clause.agreement_id, clause.agreement.amends_id}:
        raise ClauseNotAmendable(_("This clause belongs to another agreement."))
    if clause.replaced_by.exclude(agreement__state=AgreementState.WITHDRAWN).exists():
        raise ClauseNotAmendable(
            _("Another addendum replaces this clause already. Choose the clause of that addendum.")
        )


def _begun(  # noqa: PLR0917 - who, what and when
    act: str, agreement: Agreement, made: Agreement, side: Party, by: Person, at: datetime
) -> Agreement:
    trail.record(
        f"agreements.{act}",
        thing=agreement,
        by=by,
        at=at,
        agency=side.agency_id,
        code=made.code,
        successor=made.pk,
    )
    stages.begin(agreement=made, at=at)
    return made
