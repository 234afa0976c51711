"""The way of an agreement as a cord, who is next, and what happened at each step."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ground.access.permissions import roles_with
from jejaring.ground.ui import formats
from jejaring.ground.ui.components import Step as Knot
from jejaring.parties.agencies.models import Membership
from jejaring.parties.agreements.models import Agreement, Step, TextVersion
from jejaring.parties.agreements.queries import canonical, reading, waiting
from jejaring.parties.agreements.states import (
    NEEDED,
    AgreementState,
    Outcome,
    Phase,
    StepKind,
)
from jejaring.parties.people.models import Person

THINK_AGAIN = timedelta(minutes=10)
"""How long whoever took a step may take it back."""
GO_BACK = frozenset(
    {
        StepKind.TKKSD,
        StepKind.LEGAL,
        StepKind.NEGOTIATE,
        StepKind.DPRD,
        StepKind.APPROVE,
        StepKind.SIGN,
    }
)
"""Steps that something stands before."""
CORD = (
    (StepKind.TERMS,),
    (StepKind.TKKSD, StepKind.LEGAL),
    (StepKind.NEGOTIATE,),
    (StepKind.DPRD,),
    (StepKind.APPROVE,),
    (StepKind.SIGN,),
    (StepKind.REGISTER,),
)
TITLES = {
    StepKind.TERMS: gettext_lazy("Proposal"),
    StepKind.TKKSD: gettext_lazy("Review and paraph"),
    StepKind.NEGOTIATE: gettext_lazy("Text agreed"),
    StepKind.DPRD: gettext_lazy("DPRD"),
    StepKind.APPROVE: gettext_lazy("Heads approve"),
    StepKind.SIGN: gettext_lazy("Signatures"),
    StepKind.REGISTER: gettext_lazy("Registered by all"),
}
REACHED = {
    AgreementState.SIGNED: 6,
    AgreementState.REGISTERED: 7,
    AgreementState.SUSPENDED: 7,
    AgreementState.DISPUTED: 7,
    AgreementState.TERMINATED: 7,
}
"""How many knots are surely tied, also for one recorded from the past without its steps."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One open step: who can take it, and since how many days it waits."""

    step: Step
    days: int
    is_late: bool
    is_mine: bool
    can_go_back: bool
    names: list[str]


def steps_of(agreement: Agreement) -> list[Step]:
    """Every step there was, in order."""
    steps = Step.objects.filter(agreement=agreement).select_related(
        "agency", "party", "assignee", "closed_by", "version"
    )
    return list(steps.order_by("opened_at", "id"))


def knots(agreement: Agreement, steps: list[Step], on: date) -> list[Knot]:
    """The stages of Permendagri 22/2020, each done, now, or still to come."""
    drawn = [
        _knot(number, kinds, agreement, steps)
        for number, kinds in enumerate(CORD)
        if kinds != (StepKind.DPRD,) or agreement.needs_dprd or _of(steps, kinds)
    ]
    return [*drawn, _force(agreement, on)]


def waits(steps: list[Step], person: Person, at: datetime) -> list[Waits]:
    """What is open now, one's own first, with who can take it; two queries for any number."""
    open_ones = [step for step in steps if step.closed_at is None]
    members = _members(open_ones)
    mine = set(waiting.waiting_for(person).values_list("pk", flat=True)) if open_ones else set()
    found = [
        Waits(
            step,
            max(0, (at - step.opened_at).days),
            at - step.opened_at > waiting.LONG,
            step.pk in mine,
            step.kind in GO_BACK,
            _names(step, members),
        )
        for step in open_ones
    ]
    return sorted(found, key=lambda one: not one.is_mine)


@dataclass(frozen=True, slots=True)
class StagesPage:
    """All that the page of the stages shows."""

    knots: list[Knot]
    waits: list[Waits]
    closed: list[Step]
    taken_back: set[int]
    """Steps that this person may still take back."""
    successors: list[Agreement]
    """Its addenda and its renewal."""


def page_of(agreement: Agreement, person: Person, on: date, at: datetime) -> StagesPage:
    """Five queries for any number of steps."""
    steps = steps_of(agreement)
    successors = list(reading.read_by(person).filter(Q(amends=agreement) | Q(renews=agreement)))
    fresh = at - THINK_AGAIN
    mine = {
        step.pk
        for step in steps
        if step.closed_by_id == person.pk
        and step.outcome == Outcome.DONE
        and step.closed_at is not None
        and step.closed_at >= fresh
        and agreement.state_changed_at < step.closed_at
    }
    return StagesPage(
        knots(agreement, steps, on), waits(steps, person, at), closed(steps), mine, successors
    )


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A line of the desk: what waits for the person, and since how many days."""

    step: Step
    days: int
    is_late: bool


def desk(person: Person, at: datetime) -> list[DeskRow]:
    """Everything the person may take now, the longest waiting first."""
    return [
        DeskRow(step, max(0, (at - step.opened_at).days), at - step.opened_at > waiting.LONG)
        for step in waiting.waiting_for(person)
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """What whoever takes a step should have read: the newest text, and whether it still stands."""

    version: TextVersion | None
    is_current: bool
    said: dict[str, Any]
    """What the frozen bytes say: sections, clauses, parties, term."""


def reading_of(agreement: Agreement) -> Reading:
    """The newest version, compared with the text as it is now."""
    newest = canonical.newest_version(agreement)
    said = json.loads(newest.canonical) if newest is not None else {}
    return Reading(newest, canonical.is_current(newest, agreement), said)


def closed(steps: list[Step]) -> list[Step]:
    """What was done or sent back, the newest first; what became needless is left out."""
    told = [step for step in steps if step.outcome in {Outcome.DONE, Outcome.SENT_BACK}]
    return sorted(told, key=lambda step: (step.closed_at, step.pk), reverse=True)


def _of(steps: list[Step], kinds: tuple[StepKind, ...]) -> list[Step]:
    return [step for step in steps if step.kind in kinds]


def _knot(
    number: int, kinds: tuple[StepKind, ...], agreement: Agreement, steps: list[Step]
) -> Knot:
    own = _of(steps, kinds)
    open_ones = [step for step in own if step.closed_at is None]
    title = str(TITLES[kinds[0]])
    if open_ones:
        names = dict.fromkeys(step.agency.short_name for step in open_ones)
        since = min(step.opened_at for step in open_ones)
        when = _("since %(day)s") % {"day": formats.short_date(since)}
        return Knot(title, "now", when, ", ".join(names))
    later = any(
        step.closed_at is None or step.outcome == Outcome.DONE
        for step in steps
        for kinds_after in CORD[number + 1 :]
        if step.kind in kinds_after
    )
    done = [step for step in own if step.outcome == Outcome.DONE]
    tied = number < REACHED.get(AgreementState(agreement.state), 0)
    if tied or (done and later and _is_past(number, steps)):
        last = max((step.closed_at for step in done if step.closed_at), default=None)
        return Knot(title, "done", formats.short_date(last) if last else "", "")
    return Knot(title)


def _is_past(number: int, steps: list[Step]) -> bool:
    """Whether what is open now stands further on; sent back, a knot is open again."""
    open_kinds = {step.kind for step in steps if step.closed_at is None}
    before = {kind for kinds in CORD[:number] for kind in kinds}
    return not (open_kinds & before)


def _force(agreement: Agreement, on: date) -> Knot:
    """The last knot: in force, and until when."""
    phase = agreement.phase(on)
    last = agreement.last_day
    until = _("until %(day)s") % {"day": formats.short_date(last)} if last else ""
    if phase is None:
        stopped = agreement.state in {
            AgreementState.SUSPENDED,
            AgreementState.DISPUTED,
            AgreementState.TERMINATED,
            AgreementState.WITHDRAWN,
        }
        if stopped:
            return Knot(agreement.get_state_display(), "now", "", agreement.state_reason)
        return Knot(str(Phase.ACTIVE.label), "", until)
    return Knot(str(phase.label), "done" if phase == Phase.ENDED else "now", until)


def _members(steps: list[Step]) -> list[Membership]:
    found = Membership.objects.filter(
        agency__in={step.agency_id for step in steps}, ended_at__isnull=True
    )
    return list(found.select_related("person").order_by("person__name")) if steps else []


def _names(step: Step, members: list[Membership]) -> list[str]:
    if step.assignee is not None:
        return [str(step.assignee)]
    roles = roles_with(NEEDED[StepKind(step.kind)])
    return [
        str(one.person) for one in members if one.agency_id == step.agency_id and one.role in roles
    ]
