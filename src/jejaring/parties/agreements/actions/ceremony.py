"""The order in which the agreements of an occasion are signed (S1-19)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agreements.models import Agreement, Occasion
from jejaring.parties.people.models import Person


@transaction.atomic
def move(*, agreement: Agreement, up: bool, by: Person, at: datetime) -> Agreement:
    """Change places with the neighbour; at the end of the order nothing changes."""
    occasion = agreement.occasion
    if occasion is None or not agency_rules.may(
        by, Permission.DRAFT_AGREEMENTS, occasion.agency_id
    ):
        raise NotPermitted(_("Only officers of the agency that holds the occasion arrange it."))
    Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    ordered = list(Agreement.objects.filter(occasion=occasion).order_by("occasion_order", "pk"))
    place = ordered.index(agreement)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return agreement
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for number, one in enumerate(ordered, start=1):
        Agreement.objects.filter(pk=one.pk).update(occasion_order=number)
    trail.record(
        "agreements.order_changed",
        thing=agreement,
        by=by,
        at=at,
        agency=occasion.agency_id,
        occasion=occasion.pk,
        place=other + 1,
    )
    agreement.occasion_order = other + 1
    return agreement
