from datetime import datetime

from django.db import transaction

from jejaring.ground.audit.trail import record
from jejaring.ground.seals import signing
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.parties.people.models import Person


@transaction.atomic
def ensure_key(*, agency: Agency, by: Person | None, at: datetime) -> AgencyKey:
    """The key the agency signs facts with; made if there is none. Repeating it changes nothing."""
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    kept = AgencyKey.objects.filter(agency=agency, retired_at__isnull=True).first()
    if kept is not None:
        return kept
    made = signing.new_key()
    key = AgencyKey.objects.create(
        agency=agency, public=made.public, wrapped=made.wrapped, made_at=at
    )
    fingerprint = signing.fingerprint(made.public)
    record("agencies.key_made", thing=key, by=by, at=at, agency=agency.pk, fingerprint=fingerprint)
    return key
