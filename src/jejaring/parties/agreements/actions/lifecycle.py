"""An agreement in force is stopped, disputed, ended; only heads do it, always with a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.ground.ui import formats
from jejaring.parties.agreements.actions import stages, steps, telling
from jejaring.parties.agreements.actions.stages import ReasonMissing
from jejaring.parties.agreements.actions.steps import WrongStage
from jejaring.parties.agreements.models import Agreement, Party, Step
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import AgreementState, Phase, StepKind
from jejaring.parties.people.models import Person

ALIVE = (AgreementState.REGISTERED, AgreementState.SUSPENDED, AgreementState.DISPUTED)


class NotInForce(Refusal):
    """Only what is in force can be stopped."""


class NoticeGiven(Refusal):
    """One notice is enough."""


class EndsSooner(Refusal):
    """The agreement ends by itself before the notice would run out."""


class Acknowledged(Refusal):
    """The other side relies on the notice."""


@transaction.atomic
def suspend(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """Stop it for the time being: every door closes at once, run-out rules say who finishes."""
    deed = _deed(agreement, reason, by, at)
    if deed.agreement.phase(localdate(at)) not in {Phase.WAITING, Phase.ACTIVE, Phase.EXPIRING}:
        raise NotInForce(_("It is not in force, so there is nothing to suspend."))
    return _stop(deed, AgreementState.SUSPENDED)


@transaction.atomic
def resume(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """Bring it back in force; only the side that suspended it does."""
    deed = _deed(agreement, reason, by, at)
    current = deed.agreement
    if current.state != AgreementState.SUSPENDED:
        raise WrongStage(_("It is not suspended."))
    if current.stopped_by_id not in {None, deed.party.pk}:
        raise NotPermitted(
            _("Only %(party)s resumes it, because that side suspended it.")
            % {"party": current.stopped_by}
        )
    steps.move(agreement=current, to=AgreementState.REGISTERED, at=at)
    _forget_who_stopped(current)
    deed.record("resumed")
    deed.tell("resumed")
    return current


@transaction.atomic
def dispute(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """Say that the sides disagree; it stands still until every head calls it settled (E22)."""
    deed = _deed(agreement, reason, by, at)
    if deed.agreement.state not in {AgreementState.REGISTERED, AgreementState.SUSPENDED}:
        raise NotInForce(_("Only what was registered by every side can be disputed."))
    stopped = _stop(deed, AgreementState.DISPUTED)
    steps.lay(agreement=stopped, kind=StepKind.SETTLE, reason=deed.reason, at=at)
    return stopped


@transaction.atomic
def settle(*, step: Step, note: str, by: Person, at: datetime) -> Agreement:
    """One side calls the dispute settled; when all do, the agreement is in force again."""
    agreement = stages.finish(step=step, kind=StepKind.SETTLE, note=note, by=by, at=at)
    if agreement.state == AgreementState.REGISTERED:
        _forget_who_stopped(agreement)
        telling.tell_sides(agreement=agreement, kind="settled", reason=note, at=at)
    return agreement


@transaction.atomic
def give_notice(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """End it early: it stays in force for its days of notice, and the others acknowledge."""
    deed = _deed(agreement, reason, by, at)
    current = deed.agreement
    if current.state not in ALIVE:
        raise NotInForce(_("Only what was registered by every side can be ended by notice."))
    if current.terminates_on is not None:
        raise NoticeGiven(
            _("Notice was given already; it ends on %(day)s.")
            % {"day": formats.plain_date(current.terminates_on)}
        )
    ends = localdate(at) + timedelta(days=current.notice_days)
    if current.ends_on is not None and current.ends_on < ends:
        raise EndsSooner(
            _("It ends by itself on %(day)s, before a notice would run out.")
            % {"day": formats.plain_date(current.ends_on)}
        )
    current.terminates_on = ends
    current.save(update_fields=["terminates_on"])
    deed.record("notice_given", terminates_on=ends)
    others = current.parties.exclude(pk=deed.party.pk).select_related("agency")
    asks = StepKind.ACKNOWLEDGE
    steps.lay(agreement=current, kind=asks, parties=others, reason=deed.reason, at=at)
    deed.tell("notice_given", terminates_on=ends)
    return current


@transaction.atomic
def take_back_notice(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """The side that gave notice thinks again, as long as nobody has acknowledged it."""
    deed = _deed(agreement, reason, by, at)
    current = deed.agreement
    if current.terminates_on is None or current.state not in ALIVE:
        raise WrongStage(_("No notice was given."))
    waits = waiting.open_steps(current).filter(kind=StepKind.ACKNOWLEDGE)
    if waits.filter(party=deed.party).exists():
        raise NotPermitted(_("Only the side that gave notice takes it back."))
    if waits.count() < current.parties.count() - 1:
        raise Acknowledged(_("Another side has acknowledged the notice. Agree on a renewal."))
    current.terminates_on = None
    current.save(update_fields=["terminates_on"])
    steps.void(agreement=current, kinds=[StepKind.ACKNOWLEDGE], at=at)
    deed.record("notice_taken_back")
    deed.tell("notice_taken_back")
    return current


@transaction.atomic
def acknowledge(*, step: Step, note: str = "", by: Person, at: datetime) -> Agreement:
    """The other side says that it knows of the notice."""
    return stages.finish(step=step, kind=StepKind.ACKNOWLEDGE, note=note, by=by, at=at)


@transaction.atomic
def end(*, agreement: Agreement, at: datetime) -> Agreement:
    """The notice has run out. Repeating it changes nothing."""
    agreement = steps.locked(agreement)
    early = agreement.terminates_on
    if agreement.state not in ALIVE or early is None or early > localdate(at):
        return agreement
    steps.void(agreement=agreement, at=at)
    ended = AgreementState.TERMINATED
    steps.move(agreement=agreement, to=ended, reason=agreement.state_reason, at=at)
    lead = agreement.parties.order_by("-is_lead", "position")[0]
    deed = _Deed(agreement, lead, "", None, at)
    deed.record("terminated", terminates_on=early)
    deed.tell("terminated", terminates_on=early)
    return agreement


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who does what for which side, and why."""

    agreement: Agreement
    party: Party
    reason: str
    by: Person | None
    at: datetime

    def record(self, act: str, **details: object) -> None:
        """Into the trail of the side."""
        trail.record(
            f"agreements.{act}",
            thing=self.agreement,
            by=self.by,
            at=self.at,
            agency=self.party.agency_id,
            party=self.party.pk,
            reason=self.reason,
            **details,
        )

    def tell(self, kind: str, **facts: object) -> None:
        """Every side."""
        telling.tell_sides(
            agreement=self.agreement,
            kind=kind,
            at=self.at,
            party=self.party.name,
            reason=self.reason,
            **facts,
        )


def _deed(agreement: Agreement, reason: str, by: Person, at: datetime) -> _Deed:
    """The agreement, locked, and the side whose head acts, with a reason."""
    party = access.side_of(by, agreement, Permission.APPROVE_AGREEMENTS)
    if party is None:
        raise NotPermitted(_("Only the head of one of the sides decides this."))
    if not reason.strip():
        raise ReasonMissing(_("Say why; every side is told."))
    return _Deed(steps.locked(agreement), party, reason.strip(), by, at)


def _stop(deed: _Deed, to: AgreementState) -> Agreement:
    steps.move(agreement=deed.agreement, to=to, reason=deed.reason, at=deed.at)
    deed.agreement.stopped_by = deed.party
    deed.agreement.save(update_fields=["stopped_by"])
    deed.record(str(to))
    deed.tell(str(to))
    return deed.agreement


def _forget_who_stopped(agreement: Agreement) -> None:
    agreement.stopped_by = None
    agreement.save(update_fields=["stopped_by"])
