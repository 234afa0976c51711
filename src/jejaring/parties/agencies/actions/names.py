"""Other names of an agency, and who followed whom."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import rules
from jejaring.parties.agencies.actions.agency import NameMissing
from jejaring.parties.agencies.models import Agency, Alias, Succession
from jejaring.parties.agencies.states import AliasKind
from jejaring.parties.people.models import Person


class NameKnown(Refusal):
    """The agency has this name already."""


class SuccessionKnown(Refusal):
    """It is told already that the one follows the other."""


class CircularSuccession(Refusal):
    """No agency follows itself, by whatever way."""


@transaction.atomic
def add_alias(
    *, agency: Agency, name: str, kind: AliasKind | str, by: Person | None, at: datetime
) -> Alias:
    """A name under which people look for the agency; its agreements keep theirs."""
    _may_name(by, agency)
    line = " ".join(name.split())
    if not line:
        raise NameMissing(_("Enter a name."))
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    own = {agency.name.casefold(), agency.short_name.casefold()}
    if line.casefold() in own or agency.aliases.filter(name__iexact=line).exists():
        raise NameKnown(_("The agency is found under this name already."))
    made = Alias.objects.create(agency=agency, name=line, kind=kind)
    trail.record("agencies.alias_added", thing=made, by=by, at=at, agency=agency.pk, name=line)
    return made


@transaction.atomic
def remove_alias(*, alias: Alias, by: Person, at: datetime) -> Agency:
    """It was wrong, or nobody uses it any more."""
    agency = alias.agency
    _may_name(by, agency)
    trail.record(
        "agencies.alias_removed", thing=alias, by=by, at=at, agency=agency.pk, name=alias.name
    )
    Alias.objects.filter(pk=alias.pk).delete()
    return agency


@transaction.atomic
def tell_succession(
    *,
    before: Agency,
    after: Agency,
    on: date,
    note: str = "",
    by: Person | None,
    at: datetime,
) -> Succession:
    """Say that one agency took over another's tasks; agreements of the former stay its own."""
    if not rules.may_tell_succession(by, before):
        raise NotPermitted(_("Only an owner of the agency that is followed says who follows it."))
    if after == before or before.pk in _followers(after):
        raise CircularSuccession(
            _("“%(before)s” follows “%(after)s” itself. Choose another agency.")
            % {"before": before.short_name, "after": after.short_name}
        )
    Agency.objects.select_for_update(of=("self",)).get(pk=before.pk)
    if Succession.objects.filter(before=before, after=after).exists():
        raise SuccessionKnown(_("This succession stands there already."))
    made = Succession.objects.create(before=before, after=after, on=on, note=note.strip())
    details = {"name": after.short_name, "on": on.isoformat()}
    trail.record("agencies.succeeded", thing=made, by=by, at=at, agency=before.pk, **details)
    return made


def _followers(agency: Agency) -> set[int]:
    """Keys of all that follow it, however many steps later."""
    found: set[int] = set()
    next_ones = {agency.pk}
    while next_ones:
        found |= next_ones
        rows = Succession.objects.filter(before__in=next_ones).exclude(after__in=found)
        next_ones = set(rows.values_list("after", flat=True))
    return found - {agency.pk}


def _may_name(by: Person | None, agency: Agency) -> None:
    if by is not None and not rules.may_manage(by, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may change it."))
