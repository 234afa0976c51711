"""Recording what was signed elsewhere: what is known, where it was read, and nothing invented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.actions import making
from jejaring.parties.agreements.actions.drafting import EndsBeforeStart, TooFewParties
from jejaring.parties.agreements.models import Agreement, CooperationField, Occasion, Party
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Capacity
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province

NO_SOURCE = 3
"""Characters under which a source names nothing."""


class SourceMissing(Refusal):
    """Facts from outside name where they were read."""


class InTheFuture(Refusal):
    """What was not signed yet is started, not recorded."""


class NumberTaken(Refusal):
    """An agency uses a number of its own once."""


@dataclass(frozen=True, slots=True)
class PastParty:
    """One side as the source names it; what it does not name stays empty."""

    agency: Agency
    name: str = ""
    """As the agency was called then; empty is as it is called today."""
    signatory_name: str = ""
    signatory_office: str = ""
    capacity: Capacity | str = Capacity.OWN
    number: str = ""


@transaction.atomic
def record_from_past(
    *,
    kind: AgreementKind | str,
    title: str,
    parties: Sequence[PastParty],
    signed_on: date | None,
    source: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    signed_place: str = "",
    purpose: str = "",
    parent: Agreement | None = None,
    occasion: Occasion | None = None,
    occasion_order: int = 0,
    announced_lines: int | None = None,
    programmes: Iterable[tuple[CooperationField, str]] = (),
    is_demonstration: bool = False,
    by: Person | None,
    at: datetime,
) -> Agreement:
    """Keep an agreement that was signed elsewhere; the first party is the one that proposed it.

    The day of signing is its first day unless another one is known. Announced programmes that
    nobody named stay a gap (S0-5).
    """
    acting = _acting(parties, by)
    _sound(parties, signed_on, starts_on, ends_on, source, localdate(at))
    agreement = Agreement.objects.create(
        kind=kind,
        title=title.strip(),
        purpose=purpose.strip(),
        state=AgreementState.REGISTERED,
        state_changed_at=at,
        parent=parent,
        occasion=occasion,
        occasion_order=occasion_order,
        signed_on=signed_on,
        signed_place=signed_place.strip(),
        starts_on=starts_on or signed_on,
        ends_on=ends_on,
        announced_lines=announced_lines,
        is_from_past=True,
        is_demonstration=is_demonstration,
        source=source.strip()[:300],
    )
    _sides(agreement, parties)
    year = (signed_on or starts_on or localdate(at)).year
    lines = making.write_lines(agreement, programmes, year, at)
    trail.record(
        "agreements.recorded",
        thing=agreement,
        by=by,
        at=at,
        agency=acting.pk,
        source=agreement.source,
        announced=announced_lines,
        programmes=len(lines),
    )
    return agreement


@transaction.atomic
def record_occasion(
    *,
    agency: Agency,
    name: str,
    on: date,
    venue: str = "",
    city: str = "",
    province: Province | None = None,
    by: Person | None,
    at: datetime,
) -> Occasion:
    """Keep a ceremony at which agreements are signed; the same one is kept once."""
    if by is not None and not agency_rules.may(by, Permission.DRAFT_AGREEMENTS, agency.pk):
        raise NotPermitted(_("Only cooperation officers of an agency keep its occasions."))
    known = Occasion.objects.filter(agency=agency, name=name.strip(), on=on).first()
    if known is not None:
        return known
    occasion = Occasion.objects.create(
        agency=agency,
        name=name.strip(),
        on=on,
        venue=venue.strip(),
        city=city.strip(),
        province=province,
    )
    trail.record(
        "agreements.occasion_recorded",
        thing=occasion,
        by=by,
        at=at,
        agency=agency.pk,
        name=occasion.name,
        on=on,
    )
    return occasion


def _acting(parties: Sequence[PastParty], by: Person | None) -> Agency:
    """The first of the sides for which this person may record; nobody operates the installation."""
    if by is None:
        return parties[0].agency
    for party in parties:
        if agency_rules.may(by, Permission.DRAFT_AGREEMENTS, party.agency.pk):
            return party.agency
    raise NotPermitted(_("Only cooperation officers of one of the parties record an agreement."))


def _sound(  # noqa: PLR0917 - each of them is checked once
    parties: Sequence[PastParty],
    signed_on: date | None,
    starts_on: date | None,
    ends_on: date | None,
    source: str,
    today: date,
) -> None:
    if len({party.agency.pk for party in parties}) < 2:  # noqa: PLR2004 - nobody agrees alone
        raise TooFewParties(_("An agreement needs another party. Choose at least one partner."))
    if len(source.strip()) < NO_SOURCE:
        raise SourceMissing(_("Say where this was read: a letter, a page, an archive number."))
    if signed_on is not None and signed_on > today:
        raise InTheFuture(_("That day is still to come. Start the agreement instead."))
    first = starts_on or signed_on
    if first is not None and ends_on is not None and ends_on < first:
        raise EndsBeforeStart(_("The last day lies before the first. Correct one of them."))
    for party in parties:
        taken = Party.objects.filter(agency=party.agency, number=party.number)
        if party.number and taken.exists():
            raise NumberTaken(
                _("%(agency)s already uses the number %(number)s. Check both agreements.")
                % {"agency": party.agency.short_name, "number": party.number}
            )


def _sides(agreement: Agreement, parties: Sequence[PastParty]) -> None:
    rows = {party.agency.pk: party for party in reversed(parties)}
    ordered = [party for party in parties if rows[party.agency.pk] is party]
    Party.objects.bulk_create(
        Party(
            agreement=agreement,
            agency=party.agency,
            position=position,
            name=party.name.strip() or party.agency.name,
            is_lead=position == 1,
            number=party.number.strip(),
            signatory_name=party.signatory_name.strip(),
            signatory_office=party.signatory_office.strip(),
            capacity=party.capacity,
        )
        for position, party in enumerate(ordered, start=1)
    )
