"""The stages from proposal to registration: each step has one side, one right and one end."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agreements.actions import soundness, steps, telling, versions
from jejaring.parties.agreements.actions.steps import WrongStage
from jejaring.parties.agreements.models import Agreement, Party, Step, TextVersion
from jejaring.parties.agreements.queries import canonical, government, waiting
from jejaring.parties.agreements.queries.cord import THINK_AGAIN
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.rules import stages as rules
from jejaring.parties.agreements.states import AgreementState, Outcome, StepKind
from jejaring.parties.people.models import Person

REVIEWS = frozenset({StepKind.TKKSD, StepKind.LEGAL, StepKind.DPRD})


class NotWaiting(Refusal):
    """The step was done by somebody else, or is not needed any more."""


class ReasonMissing(Refusal):
    """Sending back without saying why helps nobody."""


class NotSentBack(Refusal):
    """There is nothing before this step."""


class NotOfThatAgency(Refusal):
    """A step is left to somebody of the agency that must take it."""


class NumberMissing(Refusal):
    """A side registers under its own number."""


class NumberTaken(Refusal):
    """The side gave this number to another agreement."""


class TooLate(Refusal):
    """Something followed, or ten minutes went by."""


@transaction.atomic
def begin(*, agreement: Agreement, at: datetime) -> Step:
    """Lay the first step before the proposing side. Repeating it changes nothing."""
    current = steps.locked(agreement)
    if current.state != AgreementState.PROPOSED:
        raise WrongStage(_("It was proposed already."))
    lead = current.parties.select_related("agency").order_by("-is_lead", "position").first()
    if lead is None:
        raise soundness.PartiesMissing(
            _("An agreement has at least two sides. Add the partner first.")
        )
    laid = steps.lay(agreement=current, kind=StepKind.TERMS, parties=[lead], tells=False, at=at)
    if not laid:
        return waiting.open_steps(current).get(kind=StepKind.TERMS)
    return laid[0]


@transaction.atomic
def propose(*, agreement: Agreement, by: Person, at: datetime) -> Agreement:
    """Hand the proposal to the TKKSD of every side (domain E19)."""
    agreement, step = _taken(begin(agreement=agreement, at=at), by)
    soundness.refuse_unsound_proposal(agreement, localdate(at))
    return _done(agreement=agreement, step=step, act="proposed", by=by, at=at)


@transaction.atomic
def pass_step(*, step: Step, note: str = "", by: Person, at: datetime) -> Agreement:
    """Pass a review: TKKSD, legal paraph, or the DPRD with the number of its decision."""
    agreement, step = _taken(step, by)
    if step.kind not in REVIEWS:
        raise WrongStage(_("This step is not a review. Open the stages page to see what it asks."))
    if step.kind == StepKind.DPRD and not note.strip():
        raise NumberMissing(_("Write the number and the date of the decision of the DPRD."))
    return _done(
        agreement=agreement, step=step, act="step_passed", reason=note.strip(), by=by, at=at
    )


@transaction.atomic
def agree_to_text(
    *, step: Step, version: TextVersion | None, by: Person, at: datetime
) -> Agreement:
    """One side agrees to exactly this version; any later change asks it anew."""
    agreement, step = _taken(step, by)
    _refuse_other(step, StepKind.NEGOTIATE)
    newest = soundness.refuse_unsound_text(agreement, version, localdate(at))
    return _done(agreement=agreement, step=step, act="text_agreed", version=newest, by=by, at=at)


@transaction.atomic
def offer_text(*, step: Step, note: str = "", by: Person, at: datetime) -> Agreement:
    """Freeze the text as it is now and agree to it for one's own side."""
    agreement, step = _taken(step, by)
    _refuse_other(step, StepKind.NEGOTIATE)
    version = versions.freeze(agreement=agreement, note=note, by=by, at=at)
    return agree_to_text(step=step, version=version, by=by, at=at)


@transaction.atomic
def approve(*, step: Step, by: Person, at: datetime) -> Agreement:
    """The head of a side approves the text that all agreed to, complete and under its MoU."""
    agreement, step = _taken(step, by)
    _refuse_other(step, StepKind.APPROVE)
    on, newest = localdate(at), canonical.newest_version(agreement)
    soundness.refuse_unfit_parent(agreement, on)
    version = soundness.refuse_unsound_text(agreement, newest, on)
    return _done(agreement=agreement, step=step, act="approved", version=version, by=by, at=at)


@transaction.atomic
def note_signed(*, agreement: Agreement, by: Person | None, at: datetime) -> Agreement:
    """Close the step of every side that has signed; when all have, it goes to registration.

    Called by the signing; repeating it changes nothing.
    """
    current = steps.locked(agreement)
    if current.state != AgreementState.APPROVED:
        return current
    version = canonical.newest_version(current)
    signed = current.signatures.filter(version=version).values("party")
    waits = waiting.open_steps(current).filter(kind=StepKind.SIGN, party__in=signed)
    for step in waits:
        current = _done(
            agreement=current, step=step, act="side_signed", version=version, by=by, at=at
        )
    if current.state == AgreementState.SIGNED and current.signed_on is None:
        current.signed_on = localdate(at)
        current.save(update_fields=["signed_on"])
    return current


@transaction.atomic
def register(*, step: Step, number: str, by: Person, at: datetime) -> Agreement:
    """Enter it into one side's register under its own number; the last side brings it in force."""
    agreement, step = _taken(step, by)
    _refuse_other(step, StepKind.REGISTER)
    party, number = step.party, " ".join(number.split())
    if party is None or not number:
        raise NumberMissing(_("Write the number under which your side registers it."))
    if Party.objects.filter(agency=party.agency_id, number=number).exclude(pk=party.pk).exists():
        raise NumberTaken(_("Your side gave this number to another agreement. Check the register."))
    if waiting.open_steps(agreement).count() == 1:
        soundness.refuse_parent_not_in_force(agreement, localdate(at))
    party.number, party.registered_at = number, at
    party.save(update_fields=["number", "registered_at"])
    return _done(agreement=agreement, step=step, act="registered", reason=number, by=by, at=at)


@transaction.atomic
def finish(*, step: Step, kind: StepKind, note: str, by: Person, at: datetime) -> Agreement:
    """Take a step of an agreement in force: an acknowledgement, or one side of a settlement."""
    agreement, step = _taken(step, by)
    _refuse_other(step, kind)
    if kind == StepKind.SETTLE and not note.strip():
        raise ReasonMissing(_("Say how it was settled; it stays with the agreement."))
    act = "settlement_agreed" if kind == StepKind.SETTLE else "acknowledged"
    return _done(agreement=agreement, step=step, act=act, reason=note.strip(), by=by, at=at)


@transaction.atomic
def send_back(*, step: Step, reason: str, by: Person, at: datetime) -> Agreement:
    """Return it to the stage before, with the reason; what else was open is not needed any more."""
    agreement, step = _taken(step, by)
    back = rules.BACK.get(StepKind(step.kind))
    if back is None:
        raise NotSentBack(_("Nothing stands before this step, so it cannot be sent back."))
    reason = reason.strip()
    if not reason:
        raise ReasonMissing(_("Say why you send it back, so that the other side can mend it."))
    steps.close(step=step, outcome=Outcome.SENT_BACK, by=by, reason=reason, at=at)
    _record("sent_back", agreement, step, by, at)
    steps.void(agreement=agreement, at=at)
    steps.move(agreement=agreement, to=back.state, reason=reason, at=at)
    if back.opens is not None:
        asked = _asked(agreement, back.opens)
        steps.lay(agreement=agreement, kind=back.opens, parties=asked, reason=reason, at=at)
    return agreement


@transaction.atomic
def delegate(*, step: Step, person: Person | None, by: Person, at: datetime) -> Step:
    """Leave an open step to somebody of that agency; to nobody opens it to all who may again."""
    agreement, step = _taken(step, by)
    if step.kind == StepKind.SIGN:
        raise NotOfThatAgency(_("The text names who signs. To change the signatory, send it back."))
    if person is not None and not access.may_stand_in(person, step.agency_id):
        raise NotOfThatAgency(
            _("Choose somebody who works for %(agency)s and is not its auditor.")
            % {"agency": step.agency.short_name}
        )
    step.assignee = person
    step.save(update_fields=["assignee"])
    trail.record(
        "agreements.delegated" if person else "agreements.delegation_ended",
        thing=agreement,
        by=by,
        at=at,
        agency=step.agency_id,
        step=step.kind,
        person=person.pk if person else None,
    )
    if person is not None and person != by:
        telling.tell_takers(step=step, kind="waits", at=at)
    return step


@transaction.atomic
def take_back(*, step: Step, by: Person, at: datetime) -> Step:
    """Think again: the step is open as before, if it was one's own and nothing followed for all."""
    agreement = steps.locked(step.agreement)
    step = Step.objects.select_related("agency", "party").get(pk=step.pk)
    if step.closed_by_id != by.pk:
        raise NotPermitted(_("Only whoever took the step takes it back."))
    followed = agreement.steps.filter(opened_at__gte=step.closed_at).exclude(pk=step.pk)
    own = rules.FOLLOWS_FOR_ONE_SIDE.get(StepKind(step.kind))
    mine = followed.filter(party=step.party, kind=own, closed_at__isnull=True)
    if not _can_be_taken_back(agreement, step, at) or followed.exclude(pk__in=mine).exists():
        raise TooLate(_("Something followed, or ten minutes went by. Send it back instead."))
    mine.update(closed_at=at, outcome=Outcome.VOID)
    steps.close(step=step, outcome=Outcome.VOID, by=by, reason=step.reason, at=at)
    laid = steps.lay(agreement=agreement, kind=StepKind(step.kind), parties=_side(step), at=at)
    _record("step_taken_back", agreement, step, by, at)
    return laid[0]


def _can_be_taken_back(agreement: Agreement, step: Step, at: datetime) -> bool:
    return (
        step.outcome == Outcome.DONE
        and step.kind in rules.TAKEN_BACK
        and step.closed_at is not None
        and at - step.closed_at <= THINK_AGAIN
        and agreement.state_changed_at < step.closed_at
    )


def _taken(step: Step, by: Person) -> tuple[Agreement, Step]:
    """The agreement, locked, and the step as it stands now, for whoever may take it."""
    agreement = steps.locked(step.agreement)
    current = Step.objects.select_related("agency", "party", "assignee").get(pk=step.pk)
    if not access.may_take(by, current):
        raise NotPermitted(
            _("This step waits for %(agency)s. Ask whoever holds the right there.")
            % {"agency": current.agency.short_name}
        )
    if current.closed_at is not None:
        raise NotWaiting(_("This step does not wait any more. Open the stages page anew."))
    current.agreement = agreement
    return agreement, current


def _refuse_other(step: Step, kind: StepKind) -> None:
    if step.kind != kind:
        raise WrongStage(_("This step asks for something else. Open the stages page anew."))


def _done(
    *,
    agreement: Agreement,
    step: Step,
    act: str,
    by: Person | None,
    at: datetime,
    reason: str = "",
    version: TextVersion | None = None,
) -> Agreement:
    """Close the step, and go on if nobody else holds the agreement where it is."""
    steps.close(step=step, outcome=Outcome.DONE, by=by, reason=reason, version=version, at=at)
    _record(act, agreement, step, by, at)
    kind = StepKind(step.kind)
    own = rules.FOLLOWS_FOR_ONE_SIDE.get(kind)
    if own is not None:
        steps.lay(agreement=agreement, kind=own, parties=_side(step), at=at)
    if not waiting.open_steps(agreement).filter(kind__in=rules.holding(kind)).exists():
        _go_on(agreement, kind, at)
    return agreement


def _go_on(agreement: Agreement, kind: StepKind, at: datetime) -> None:
    asks = agreement.needs_dprd and bool(government.governments_of(agreement))
    move = rules.after(kind, AgreementState(agreement.state), asks_dprd=asks)
    steps.move(agreement=agreement, to=move.state, at=at)
    if move.opens is not None:
        asked = _asked(agreement, move.opens)
        steps.lay(agreement=agreement, kind=move.opens, parties=asked, at=at)
    if move.opens == StepKind.SIGN:
        note_signed(agreement=agreement, by=None, at=at)
        agreement.refresh_from_db(fields=["state", "state_changed_at", "signed_on"])
    if kind == StepKind.REGISTER:
        telling.tell_sides(
            agreement=agreement,
            kind="in_force",
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            at=at,
        )


def _asked(agreement: Agreement, kind: StepKind) -> list[Party]:
    """The proposing side for the first step, one side of each government for the DPRD, else all."""
    parties = list(agreement.parties.select_related("agency").order_by("position", "id"))
    if kind == StepKind.TERMS:
        return sorted(parties, key=lambda party: not party.is_lead)[:1]
    if kind == StepKind.DPRD:
        of_region = [one for one in parties if government.government_of(one.agency)]
        firsts = {government.acting_agency(one, kind).pk: one for one in reversed(of_region)}
        return sorted(firsts.values(), key=lambda party: party.position)
    return parties


def _side(step: Step) -> list[Party]:
    return [step.party] if step.party is not None else []


def _record(act: str, agreement: Agreement, step: Step, by: Person | None, at: datetime) -> None:
    trail.record(
        f"agreements.{act}",
        thing=agreement,
        by=by,
        at=at,
        agency=step.agency_id,
        step=step.kind,
        party=step.party_id,
        reason=step.reason,
        version=step.version.number if step.version else None,
    )
