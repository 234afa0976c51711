"""What an agency shows of itself: strengths, needs, and whether its agreements are public."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import rules
from jejaring.parties.agencies.models import Agency, Statement
from jejaring.parties.agencies.states import StatementKind
from jejaring.parties.people.models import Person


class TextMissing(Refusal):
    """A strength or a need says something."""


class StatementKnown(Refusal):
    """The agency says so already."""


@transaction.atomic
def state(
    *,
    agency: Agency,
    kind: StatementKind | str,
    field: int,
    text: str,
    by: Person | None,
    at: datetime,
) -> Statement:
    """Say what the agency is good at or needs, in one sentence and one field (S1-7)."""
    _may_state(by, agency)
    line = " ".join(text.split())
    if not line:
        raise TextMissing(_("Say it in a sentence."))
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if Statement.objects.filter(agency=agency, kind=kind, field=field, text__iexact=line).exists():
        raise StatementKnown(_("This stands there already."))
    made = Statement.objects.create(agency=agency, kind=kind, field=field, text=line)
    details = {"kind": str(kind), "field": field, "text": line}
    trail.record("agencies.stated", thing=made, by=by, at=at, agency=agency.pk, **details)
    return made


@transaction.atomic
def withdraw_statement(*, statement: Statement, by: Person, at: datetime) -> Agency:
    """Say it no more; the trail keeps that it was said."""
    agency = statement.agency
    _may_state(by, agency)
    details = {"kind": statement.kind, "field": statement.field, "text": statement.text}
    trail.record(
        "agencies.statement_withdrawn", thing=statement, by=by, at=at, agency=agency.pk, **details
    )
    Statement.objects.filter(pk=statement.pk).delete()
    return agency


@transaction.atomic
def show_agreements(*, agency: Agency, shown: bool, by: Person, at: datetime) -> Agency:
    """Whether the agency's agreements stand on the public pages of the network."""
    if not rules.may_manage(by, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may change it."))
    current = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    agency.shows_agreements = shown
    if current.shows_agreements != shown:
        agency.save(update_fields=["shows_agreements"])
        trail.record(
            "agencies.publicity_changed", thing=agency, by=by, at=at, agency=agency.pk, shown=shown
        )
    return agency


def _may_state(by: Person | None, agency: Agency) -> None:
    if by is not None and not rules.may_state(by, agency.pk):
        raise NotPermitted(
            _("Only owners and cooperation officers of this agency say what it offers and needs.")
        )
