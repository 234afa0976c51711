from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.queries import agencies_where
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import http
from jejaring.registers.credentials.models import Batch, Certificate, Correction, NumberSeries
from jejaring.registers.credentials.states import CertificateState, CorrectionState

PAGE = 50
"""Rows of a list on one page (DESIGN section 10)."""


@dataclass(frozen=True, slots=True)
class Slice[Row: models.Model]:
    """One page of a list, and whether more follows after its last row."""

    rows: list[Row]
    has_more: bool

    @property
    def last(self) -> Row:
        """The row after which the next page begins."""
        return self.rows[-1]


def first_page[Row: models.Model](rows: QuerySet[Row]) -> Slice[Row]:
    """As many rows as fit; the next page is asked for by its last row, never by counting."""
    found = list(rows.fetch_mode(models.FETCH_RAISE)[: PAGE + 1])
    return Slice(found[:PAGE], len(found) > PAGE)


def certificates_of(person: Person, *, before: int | None = None) -> QuerySet[Certificate]:
    """A person's own, newest first, without those replaced; `before` is the last id seen."""
    held = (
        Certificate.objects.filter(person=person)
        .exclude(state=CertificateState.REPLACED)
        .select_related("batch__agency")
        .order_by("-pk")
    )
    return held.filter(pk__lt=before) if before is not None else held


def certificate_of(person: Person, code: str) -> QuerySet[Certificate]:
    """One of the person's own certificates, replaced ones too."""
    return Certificate.objects.filter(person=person, code=code).select_related(
        "batch__agency", "batch__key", "replaced_by"
    )


def certificates_in_charge_of(person: Person) -> QuerySet[Certificate]:
    """Certificates of every agency for which this person issues and revokes."""
    agencies = agencies_where(person, Permission.CLOSE_LIVE_SESSIONS)
    return Certificate.objects.filter(batch__agency__in=agencies).select_related(
        "batch__agency", "replaced_by"
    )


def batches_seen_by(person: Person, *, before: int | None = None) -> QuerySet[Batch]:
    """Batches of the agencies whose records this person reads, newest first, reissues apart."""
    agencies = agencies_where(person, Permission.READ_RECORDS)
    seen = (
        Batch.objects.filter(agency__in=agencies, origin__isnull=True)
        .select_related("agency", "series")
        .order_by("-pk")
    )
    return seen.filter(pk__lt=before) if before is not None else seen


def rows_for_export(batch: Batch) -> Iterator[tuple[str, ...]]:
    """Number, code, name, employer, JP, state and reason of every certificate, in order."""
    rows = Certificate.objects.filter(batch=batch).order_by("position")
    columns = ("number", "code", "name", "employer", "jp", "state", "state_reason")
    for number, code, *others in rows.values_list(*columns).iterator(chunk_size=2000):
        yield (number, http.shown(code), *map(str, others))


def roll(batch: Batch, *, search: str = "", after: int | None = None) -> QuerySet[Certificate]:
    """The certificates of a batch in the order of their numbers; `after` is the last place seen."""
    rows = Certificate.objects.filter(batch=batch).select_related("replaced_by")
    words = search.strip()
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(number__icontains=words)
            | Q(replaced_by__name__icontains=words)
        )
    if after is not None:
        rows = rows.filter(position__gt=after)
    return rows.order_by("position")


def may_revoke(person: Person, batch: Batch) -> bool:
    """Whether the roll offers to revoke; the action asks again."""
    agencies = agencies_where(person, Permission.CLOSE_LIVE_SESSIONS)
    return agencies.filter(pk=batch.agency_id).exists()


def open_corrections(
    person: Person, permission: Permission = Permission.CLOSE_LIVE_SESSIONS
) -> QuerySet[Correction]:
    """Requests that wait for agencies where this person decides (or reads), oldest first."""
    agencies = agencies_where(person, permission)
    return (
        Correction.objects.filter(
            state=CorrectionState.REQUESTED, certificate__batch__agency__in=agencies
        )
        .select_related("certificate__batch__agency")
        .order_by("requested_at", "pk")
    )


def corrections_decided_by(person: Person, page: Slice[Correction]) -> set[int]:
    """Which of these requests the page offers to decide; the action asks again."""
    return set(
        open_corrections(person)
        .filter(pk__in=[one.pk for one in page.rows])
        .values_list("pk", flat=True)
    )


def last_correction(certificate: Certificate) -> Correction | None:
    """What came of the latest request about this certificate, if there was one."""
    return Correction.objects.filter(certificate=certificate).order_by("-pk").first()


def agencies_read_by(person: Person) -> QuerySet[Agency]:
    """Agencies whose numbering this person may see."""
    return agencies_where(person, Permission.READ_RECORDS).order_by("name")


def series_of(agency: Agency) -> list[NumberSeries]:
    """The agency's numbering, the latest year first."""
    return list(NumberSeries.objects.filter(agency=agency).order_by("-year"))


def personal_data(person: Person) -> dict[str, Any]:
    """Every certificate of the person, replaced and revoked ones too, and what they asked of it."""
    held = Certificate.objects.filter(person=person).order_by("pk")
    asked = Correction.objects.filter(certificate__person=person).order_by("pk")
    return {
        "certificates": list(
            held.values(
                *("number", "version", "code", "name", "employer", "jp", "batch__facts"),
                *("batch__issued_at", "state", "state_changed_at", "state_reason"),
            )
        ),
        "name_corrections": list(
            asked.values(
                *("certificate__number", "name", "requested_at", "state", "decided_at", "reason"),
            )
        ),
    }
