"""Starting an agreement, from a template or from the last one, stating its facts, withdrawing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions import making, stages
from jejaring.parties.agreements.actions.editing import moved, opened
from jejaring.parties.agreements.models import (
    Agreement,
    CooperationField,
    Occasion,
    Step,
)
from jejaring.parties.agreements.queries import facts as fact_queries
from jejaring.parties.agreements.queries import library, reading
from jejaring.parties.agreements.queries.facts import Facts
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.states import TRANSITIONS, AgreementKind, AgreementState, Outcome
from jejaring.parties.people.models import Person


class TooFewParties(Refusal):
    """An agreement has two parties or more."""


class ParentUnsuitable(Refusal):
    """Only an MoU is a parent, and never in a circle."""


class EndsBeforeStart(Refusal):
    """The last day lies before the first."""


class TermLeavesClause(Refusal):
    """A clause would lie outside the new term."""


class FactsChanged(Refusal):
    """Somebody else stored other facts meanwhile."""

    def __init__(self, sentence: str, *, stored: Facts) -> None:
        super().__init__(sentence)
        self.stored = stored


class ReasonMissing(Refusal):
    """Both sides read why."""


class NotWithdrawable(Refusal):
    """It is signed, or over."""


@transaction.atomic
def start(
    *,
    kind: AgreementKind | str,
    title: str,
    agencies: Sequence[Agency],
    lead: Agency,
    parent: Agreement | None = None,
    occasion: Occasion | None = None,
    fields: Iterable[CooperationField] = (),
    announced_lines: int | None = None,
    by: Person,
    at: datetime,
) -> Agreement:
    """Propose an agreement of `kind` with the default sections of the library.

    Each field becomes one programme; how many were announced is kept apart (S0-5).
    """
    _may_start(by, lead)
    sides = list(dict.fromkeys([lead, *agencies]))
    _two_or_more(sides)
    _suitable(parent, child=None, by=by)
    agreement = Agreement.objects.create(
        kind=kind,
        title=title.strip(),
        parent=parent,
        occasion=occasion,
        announced_lines=announced_lines,
        state_changed_at=at,
        is_demonstration=lead.is_demonstration,
    )
    parties = making.make_parties(agreement, sides, lead)
    sections = [
        making.Wording(row.part, row.heading, row.body, row.summary)
        for row in library.sections_for(kind)
        if row.is_default
    ]
    making.write_sections(agreement, sections, parties[0], by, at)
    making.write_lines(
        agreement, [(field, _named(field)) for field in fields], localdate(at).year, at
    )
    details = {"kind": str(kind), "with": [side.short_name for side in sides if side != lead]}
    trail.record("agreements.started", thing=agreement, by=by, at=at, agency=lead.pk, **details)
    stages.begin(agreement=agreement, at=at)
    return agreement


@transaction.atomic
def clone(*, agreement: Agreement, partner: Agency, by: Person, at: datetime) -> Agreement:
    """Propose the same to the next partner (S0-24): text, clauses and programmes, no dates.

    The one who clones leads; the partner stands where the other party stood.
    """
    lead = access.side_of(by, agreement, Permission.DRAFT_AGREEMENTS)
    if lead is None:
        raise NotPermitted(_("Only cooperation officers of a party clone this agreement."))
    _two_or_more([lead.agency, *({partner} - {lead.agency})])
    other = agreement.parties.exclude(pk=lead.pk).order_by("position", "pk").first()
    copy = Agreement.objects.create(
        kind=agreement.kind,
        title=_retitled(agreement.title, other.agency if other else None, partner),
        purpose=agreement.purpose,
        notice_days=agreement.notice_days,
        report_months=agreement.report_months,
        state_changed_at=at,
        is_demonstration=agreement.is_demonstration,
    )
    parties = making.make_parties(copy, [lead.agency, partner], lead.agency)
    making.copy_sides(parties, [lead, *([other] if other else [])])
    standing = agreement.sections.filter(removed_at__isnull=True).order_by("position", "pk")
    texts = [making.Wording(row.part, row.heading, row.body, row.summary) for row in standing]
    making.write_sections(copy, texts, parties[0], by, at)
    lines = agreement.lines.select_related("field").order_by("year", "position", "pk")
    titles = dict.fromkeys((line.field, line.title) for line in lines)
    making.write_lines(copy, titles, localdate(at).year, at)
    making.copy_clauses(agreement, copy, lead.agency_id, other, partner)
    trail.record(
        "agreements.cloned",
        thing=copy,
        by=by,
        at=at,
        agency=lead.agency_id,
        source=agreement.code,
        partner=partner.short_name,
    )
    stages.begin(agreement=copy, at=at)
    return copy


@transaction.atomic
def change_facts(
    *, agreement: Agreement, facts: Facts, seen: str | None = None, by: Person, at: datetime
) -> Agreement:
    """State title, purpose, parent, dates and the two questions of domain E17.

    `seen` is the mark of the facts as they were read; whoever stores second is told.
    """
    agreement, side = opened(agreement, by)
    before = fact_queries.facts_of(agreement)
    if seen is not None and seen != fact_queries.mark_of(before):
        raise FactsChanged(
            _("Somebody else changed this meanwhile. Compare, then save again."), stored=before
        )
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise EndsBeforeStart(_("The last day lies before the first. Correct one of them."))
    if facts.parent != before.parent:
        _suitable(_agreement(facts.parent), child=agreement, by=by)
    _term_holds(agreement, facts.starts_on, facts.ends_on)
    if facts == before:
        return agreement
    for name, value in fact_queries.columns_of(facts).items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(fact_queries.columns_of(facts)))
    changed = fact_queries.differences(before, facts)
    moved("facts_changed", agreement=agreement, side=side, by=by, at=at, changed=changed)
    return agreement


@transaction.atomic
def withdraw(*, agreement: Agreement, reason: str, by: Person, at: datetime) -> Agreement:
    """Take a proposal back before it is signed; its text stays readable, its steps are void."""
    lead = rules.leading_side(by, agreement)
    if lead is None:
        raise NotPermitted(_("Only the party that proposed this agreement withdraws it."))
    if not reason.strip():
        raise ReasonMissing(_("Say why, in a sentence: the other party reads it."))
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if AgreementState.WITHDRAWN not in TRANSITIONS[AgreementState(agreement.state)]:
        raise NotWithdrawable(
            _("It cannot be withdrawn any more. Give notice to end it before its time.")
        )
    agreement.state, agreement.state_changed_at = AgreementState.WITHDRAWN, at
    agreement.state_reason = reason.strip()[:400]
    agreement.save(update_fields=["state", "state_changed_at", "state_reason"])
    Step.objects.filter(agreement=agreement, closed_at__isnull=True).update(
        closed_at=at, closed_by=by, outcome=Outcome.VOID
    )
    details = {"reason": agreement.state_reason}
    trail.record(
        "agreements.withdrawn", thing=agreement, by=by, at=at, agency=lead.agency_id, **details
    )
    return agreement


def _may_start(by: Person, lead: Agency) -> None:
    if not access.may_start(by, lead.pk):
        raise NotPermitted(_("Only cooperation officers of an agency start its agreements."))


def _two_or_more(sides: Sequence[Agency]) -> None:
    if len(sides) < 2:  # noqa: PLR2004 - nobody agrees alone
        raise TooFewParties(_("An agreement needs another party. Choose at least one partner."))


def _suitable(parent: Agreement | None, *, child: Agreement | None, by: Person) -> None:
    """The parent is an MoU that this person reads, and does not stand under its own child."""
    if parent is None:
        return
    if parent.kind != AgreementKind.MOU or not reading.read_by(by).filter(pk=parent.pk).exists():
        raise ParentUnsuitable(_("Choose an MoU of your agencies as the parent."))
    above: Agreement | None = parent
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if child is not None and above.pk == child.pk:
            raise ParentUnsuitable(
                _("“%(parent)s” stands under this agreement itself. Choose another parent.")
                % {"parent": parent.title}
            )
        seen.add(above.pk)
        above = above.parent


def _agreement(key: int | None) -> Agreement | None:
    return Agreement.objects.get(pk=key) if key is not None else None


def _term_holds(agreement: Agreement, starts_on: date | None, ends_on: date | None) -> None:
    for clause in agreement.clauses.select_related("field"):
        early = starts_on and clause.starts_on and clause.starts_on < starts_on
        late = ends_on and clause.ends_on and clause.ends_on > ends_on
        if early or late:
            raise TermLeavesClause(
                _(
                    "Clause %(number)d (%(field)s) would lie outside the term. Change its dates "
                    "first."
                )
                % {"number": clause.position, "field": clause.field}
            )


def _named(field: CooperationField) -> str:
    with override("id"):
        return str(field)


def _retitled(title: str, before: Agency | None, after: Agency) -> str:
    """The old partner's name in the title makes place for the new one's."""
    for old, new in (
        [(before.name, after.name), (before.short_name, after.short_name)] if before else []
    ):
        title = title.replace(old, new)
    return title
