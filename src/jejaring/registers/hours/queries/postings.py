"""What stands in the ledger already; asked before writing, and by whoever closes a session."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from jejaring.ground.access.permissions import Permission
from jejaring.ground.kernel.bulk import Among
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.people.models import Person
from jejaring.registers.hours.models import Posting

LONGEST = timedelta(days=366)
"""No single posting spans more than a year, so overlaps are found without reading all of them."""

TAKEN_BACK = Exists(Posting.objects.filter(reverses_id=OuterRef("pk")))


def open_postings() -> QuerySet[Posting]:
    """Postings that count: neither counter-entries nor reversed by one."""
    return Posting.objects.filter(~TAKEN_BACK, reverses__isnull=True)


def posted_people(
    source: str, source_id: int, revision: int | None, person_ids: Collection[int] | None = None
) -> set[int]:
    """Who has open hours from this source, in this revision or (None) in any."""
    found = open_postings().filter(source=source, source_id=source_id)
    if revision is not None:
        found = found.filter(revision=revision)
    if person_ids is not None:
        found = found.filter(Among("person_id", person_ids))
    return set(found.values_list("person_id", flat=True))


def unpostable_people(
    source: str, source_id: int, revision: int, person_ids: Collection[int]
) -> set[int]:
    """Who cannot be posted: open hours in any revision, or this very revision used up."""
    return set(
        Posting.objects.filter(
            Among("person_id", person_ids),
            Q(revision=revision) | ~TAKEN_BACK,
            source=source,
            source_id=source_id,
            reverses__isnull=True,
        ).values_list("person_id", flat=True)
    )


def overlapping_people(
    *,
    person_ids: Collection[int],
    started_at: datetime,
    ended_at: datetime,
    besides: tuple[str, int],
) -> dict[int, str]:
    """Who has open hours from elsewhere in this time, and the title of one such posting.

    Touching ends do not overlap. `besides` is the source (and its id) that is not compared.
    """
    source, source_id = besides
    return dict(
        open_postings()
        .filter(
            Among("person_id", person_ids),
            started_at__gt=started_at - LONGEST,
            started_at__lt=ended_at,
            ended_at__gt=started_at,
        )
        .exclude(source=source, source_id=source_id)
        .order_by()
        .values("person_id")
        .annotate(first_title=Min("title"))
        .values_list("person_id", "first_title")
    )


def next_revision(source: str, source_id: int) -> int:
    """The lowest revision that nobody was posted under."""
    found = Posting.objects.filter(source=source, source_id=source_id, reverses__isnull=True)
    return int((found.aggregate(last=Max("revision"))["last"] or 0) + 1)


def postings_seen_by(person: Person) -> QuerySet[Posting]:
    """Postings of the agencies in which this person may read, with what a page shows of them."""
    return (
        Posting.objects.filter(
            issuer__in=agencies.agencies_where(person, Permission.READ_RECORDS),
            reverses__isnull=True,
        )
        .annotate(is_taken_back=TAKEN_BACK)
        .select_related("person", "rule", "issuer", "agency", "unit")
    )


def history_of(posting: Posting) -> QuerySet[Posting]:
    """Every posting and counter-entry of the same person and source, in the order written."""
    return (
        Posting.objects.filter(
            person_id=posting.person_id, source=posting.source, source_id=posting.source_id
        )
        .annotate(is_taken_back=TAKEN_BACK, of_revision=F("revision"))
        .select_related("rule")
        .order_by("pk")
    )
