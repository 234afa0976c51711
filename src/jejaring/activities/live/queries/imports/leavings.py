"""What an import leaves behind when it is undone, and what others hold on to."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from jejaring.activities.live.models import (
    Arrival,
    FileImport,
    ImportRow,
    Registration,
    ReportedPresence,
)
from jejaring.activities.live.states import ImportState
from jejaring.parties.agencies.models import Membership


def places_given(file_import: FileImport) -> list[int]:
    """People whose place this import gave, and whom nothing else shows in the session."""
    mine = OuterRef("person_id")
    session = file_import.session_id
    others = ReportedPresence.objects.filter(
        session=session, person_id=mine, file_import__state=ImportState.APPLIED
    ).exclude(file_import=file_import)
    kept = Registration.objects.filter(session=session, person_id=mine).filter(
        Q(vouched_at__isnull=False) | Q(cancelled_at__isnull=False)
    )
    given = _presences(file_import).filter(has_made_registration=True)
    given = given.exclude(Exists(others)).exclude(Exists(kept))
    pressed = Exists(Arrival.objects.filter(session_id=session, person_id=mine))
    return list(given.exclude(pressed).values_list("person_id", flat=True))


def accounts_unused(file_import: FileImport) -> list[int]:
    """People whose account this import made, and whom nothing else in `live` speaks of.

    Whether they ever signed in is for `people` to say.
    """
    mine = OuterRef("person_id")
    places = Registration.objects.filter(person_id=mine, cancelled_at__isnull=True)
    named = ImportRow.objects.filter(person_id=mine).exclude(
        Q(file_import=file_import) | Q(file_import__state=ImportState.UNDONE)
    )
    roles = Membership.objects.filter(person_id=mine)
    made = _presences(file_import).filter(has_made_person=True)
    for held in (places, named, roles):
        made = made.exclude(Exists(held))
    return list(made.values_list("person_id", flat=True))


def is_file_needed(file_import: FileImport) -> bool:
    """Whether another import, of this or another session, has the same content."""
    others = FileImport.objects.filter(digest=file_import.digest).exclude(pk=file_import.pk)
    return others.exclude(state=ImportState.UNDONE, applied_at__isnull=True).exists()


def _presences(file_import: FileImport) -> QuerySet[ReportedPresence]:
    return ReportedPresence.objects.filter(file_import=file_import)
