"""The key an agency signs facts with."""

from datetime import datetime

from django.db import transaction

from jejaring.ground.audit import trail
from jejaring.ground.seals import signing
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.parties.people.models import Person


@transaction.atomic
def ensure_key(*, agency: Agency, by: Person | None, at: datetime) -> AgencyKey:
    """The agency's key in use, made on the first call. Repeating it changes nothing."""
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    key = AgencyKey.objects.filter(agency=agency, retired_at__isnull=True).first()
    if key is not None:
        return key
    made = signing.new_key()
    key = AgencyKey.objects.create(
        agency=agency, public=made.public, wrapped=made.wrapped, made_at=at
    )
    fingerprint = signing.fingerprint(made.public)
    trail.record(
        "agencies.key_made", thing=key, by=by, at=at, agency=agency.pk, fingerprint=fingerprint
    )
    return key
