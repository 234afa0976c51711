"""Laying, closing and voiding steps, and moving the agreement: what every stage is made of."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.agreements.actions import telling
from jejaring.parties.agreements.models import Agreement, Party, Step, TextVersion
from jejaring.parties.agreements.queries import government
from jejaring.parties.agreements.states import TRANSITIONS, AgreementState, Outcome, StepKind
from jejaring.parties.people.models import Person


class WrongStage(Refusal):
    """The agreement is at another stage."""


def locked(agreement: Agreement) -> Agreement:
    """The agreement as it stands now, nobody else's until the transaction ends."""
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


def move(*, agreement: Agreement, to: AgreementState, reason: str = "", at: datetime) -> Agreement:
    """Bring it into another state that may follow; staying where it is changes nothing."""
    if agreement.state == to:
        return agreement
    if to not in TRANSITIONS[AgreementState(agreement.state)]:
        raise WrongStage(
            _("From “%(now)s” this does not follow. Open the stages page to see who is next.")
            % {"now": agreement.get_state_display()}
        )
    agreement.state, agreement.state_changed_at, agreement.state_reason = to, at, reason[:400]
    agreement.save(update_fields=["state", "state_changed_at", "state_reason"])
    return agreement


def lay(
    *,
    agreement: Agreement,
    kind: StepKind,
    parties: Iterable[Party] | None = None,
    reason: str = "",
    tells: bool = True,
    at: datetime,
) -> list[Step]:
    """Lay a step before these sides, or all of them, and tell whoever may take it.

    A side that has an open step of this kind keeps it.
    """
    if parties is None:
        parties = agreement.parties.select_related("agency").order_by("position", "id")
    waiting = set(_open(agreement).filter(kind=kind).values_list("party", flat=True))
    laid = []
    for party in parties:
        if party.pk in waiting:
            continue
        agency = government.acting_agency(party, kind)
        step = Step.objects.create(
            agreement=agreement, party=party, agency=agency, kind=kind, opened_at=at
        )
        if tells:
            telling.tell_takers(step=step, kind="waits", reason=reason, at=at)
        laid.append(step)
    return laid


def close(
    *,
    step: Step,
    outcome: Outcome,
    by: Person | None,
    reason: str = "",
    version: TextVersion | None = None,
    at: datetime,
) -> Step:
    """Say how a step ended."""
    step.closed_at, step.closed_by, step.outcome = at, by, outcome
    step.reason, step.version = reason, version or step.version
    step.save(update_fields=["closed_at", "closed_by", "outcome", "reason", "version"])
    return step


def void(*, agreement: Agreement, kinds: Iterable[StepKind] | None = None, at: datetime) -> int:
    """Close what is open, of these kinds or of all: nobody needs it any more; how many."""
    steps = _open(agreement)
    if kinds is not None:
        steps = steps.filter(kind__in=kinds)
    return steps.update(closed_at=at, outcome=Outcome.VOID)


def void_assent(*, agreement: Agreement, by: Person | None, at: datetime) -> int:
    """The text changed: whoever agreed to the one before is asked anew; how many sides.

    Only while it is negotiated; elsewhere nothing was agreed yet, or nothing changes any more.
    """
    if agreement.state != AgreementState.NEGOTIATION:
        return 0
    void(agreement=agreement, kinds=[StepKind.APPROVE], at=at)
    laid = lay(agreement=agreement, kind=StepKind.NEGOTIATE, at=at)
    if laid:
        trail.record(
            "agreements.assent_voided",
            thing=agreement,
            by=by,
            at=at,
            agency=laid[0].agency_id,
            sides=[step.party_id for step in laid],
        )
    return len(laid)


def _open(agreement: Agreement) -> QuerySet[Step]:
    return Step.objects.filter(agreement=agreement, closed_at__isnull=True)
