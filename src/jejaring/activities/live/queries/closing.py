"""What a closing will do, does and did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jejaring.activities.live.models import (
    Attendance,
    Closing,
    Correction,
    LiveSession,
    Registration,
)
from jejaring.activities.live.queries import evidence
from jejaring.activities.live.states import ClosingState, Verdict
from jejaring.ground.access.permissions import Permission
from jejaring.ground.kernel.refusals import NotFound
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.queries import agencies_where
from jejaring.parties.people.models import Person
from jejaring.registers.credentials.models import Certificate
from jejaring.registers.credentials.states import CertificateState
from jejaring.registers.hours import queries as hours

SOURCE = "live.session"
"""The name under which sessions stand in the registers."""
CHUNK = 5_000
PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonVerdict:
    """One line of the preview: who, what the evidence is, and what it amounts to."""

    person: Person
    source: str
    windows: int
    minutes: int
    verdict: Verdict
    note: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get what if the session were closed now."""

    counts: dict[Verdict, int]
    jp: Decimal

    @property
    def everyone(self) -> int:
        """All for whom there is a registration or evidence."""
        return sum(self.counts.values())

    @property
    def certificates(self) -> int:
        """How many get hours and a certificate."""
        return self.counts.get(Verdict.PRESENT, 0)

    @property
    def total_jp(self) -> Decimal:
        """All hours that would be posted, in JP."""
        return self.jp * self.certificates


@dataclass(frozen=True, slots=True)
class Earner:
    """Someone who was present, as the registers need them."""

    attendance_id: int
    person_id: int
    name: str
    employer: str
    agency_id: int | None
    unit_id: int | None


def preview(session: LiveSession) -> Preview:
    """Counts by verdict, overlaps with other hours included. Writes nothing."""
    select, values = evidence.verdicts(session)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT verdict, COUNT(*) FROM ({select}) AS v GROUP BY verdict", values)  # noqa: S608
        counts = {Verdict(verdict): int(count) for verdict, count in cursor.fetchall()}
    overlaps = sum(len(found) for found in _overlaps(session))
    if overlaps:
        counts[Verdict.PRESENT] -= overlaps
        counts[Verdict.OVERLAP] = overlaps
    return Preview(counts=counts, jp=session.jp)


def preview_people(
    session: LiveSession, verdict: Verdict, after: int = 0
) -> tuple[list[PersonVerdict], int | None]:
    """One page of people with this verdict by person id, and where the next page starts."""
    select, values = evidence.verdicts(session)
    asked = Verdict.PRESENT if verdict == Verdict.OVERLAP else verdict
    found: list[PersonVerdict] = []
    while len(found) <= PAGE:
        rows = _verdict_rows(select, values, asked, after)
        if not rows:
            break
        found += _with_overlaps(session, rows, verdict)
        after = rows[-1][0]
    more = found[PAGE - 1].person.pk if len(found) > PAGE else None
    return found[:PAGE], more


def _verdict_rows(
    select: str, values: list[Any], verdict: Verdict, after: int
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id, source, windows, minutes FROM ({select}) AS v "  # noqa: S608
            "WHERE verdict = %s AND person_id > %s ORDER BY person_id LIMIT %s",
            [*values, verdict, after, PAGE * 4],
        )
        return list(cursor.fetchall())


def _with_overlaps(
    session: LiveSession, rows: Sequence[tuple[Any, ...]], wanted: Verdict
) -> list[PersonVerdict]:
    ids = [row[0] for row in rows]
    people = Person.objects.in_bulk(ids)
    notes: dict[int, str] = {}
    if wanted in {Verdict.PRESENT, Verdict.OVERLAP}:
        notes = overlapping(session, ids)
        rows = [row for row in rows if (row[0] in notes) == (wanted == Verdict.OVERLAP)]
    return [
        PersonVerdict(people[person], source, windows, minutes, wanted, notes.get(person, ""))
        for person, source, windows, minutes in rows
    ]


def overlapping(session: LiveSession, person_ids: Sequence[int]) -> dict[int, str]:
    """Who of these already has hours for the same time, and from what."""
    return hours.overlapping_people(
        person_ids=person_ids,
        started_at=session.starts_at,
        ended_at=session.ends_at,
        besides=(SOURCE, session.pk),
    )


def _overlaps(session: LiveSession) -> Iterator[dict[int, str]]:
    select, values = evidence.verdicts(session)
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT person_id FROM ({select}) AS v "  # noqa: S608
                "WHERE verdict = %s AND person_id > %s ORDER BY person_id LIMIT %s",
                [*values, Verdict.PRESENT, after, CHUNK],
            )
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return
        yield overlapping(session, ids)
        after = ids[-1]


@dataclass(frozen=True, slots=True)
class Used:
    """What a session used of one clause: places held, and people who were present."""

    clause_id: int
    unit: str
    places: int
    present: int


def used_by_clause(session: LiveSession) -> list[Used]:
    """By the clause that let them in; nothing for a session that everybody may enter."""
    there = Attendance.objects.filter(
        session_id=OuterRef("session_id"), person_id=OuterRef("person_id"), verdict=Verdict.PRESENT
    )
    held = Registration.objects.filter(
        session=session, cancelled_at__isnull=True, clause__isnull=False
    )
    rows = (
        held.annotate(was_there=Exists(there))
        .order_by("clause_id")
        .values_list("clause_id", "clause__unit")
        .annotate(places=Count("id"), present=Count("id", filter=Q(was_there=True)))
    )
    return [Used(*row) for row in rows]


def place_under_clause(session: LiveSession, person: Person) -> Registration | None:
    """The place that a clause gave this person, with the clause."""
    held = Registration.objects.filter(
        session=session, person=person, cancelled_at__isnull=True, clause__isnull=False
    )
    return held.select_related("clause").first()


def closing_of(session: LiveSession) -> Closing | None:
    """The closing that stands, if the session was closed and not taken back."""
    return (
        Closing.objects.filter(session=session)
        .exclude(state=ClosingState.TAKEN_BACK)
        .select_related("session", "started_by")
        .first()
    )


def unfinished_closings(quiet_since: datetime) -> QuerySet[Closing]:
    """Closings that were cut off: still under way, and silent since then."""
    under_way = [ClosingState.RECONCILING, ClosingState.ISSUING, ClosingState.SEALING]
    return Closing.objects.filter(state__in=under_way, beat_at__lt=quiet_since)


def earners(session: LiveSession, after: int, limit: int) -> list[Earner]:
    """The next who get hours and a certificate, in order of their attendance row."""
    rows = (
        Attendance.objects.filter(session=session, verdict=Verdict.PRESENT, id__gt=after)
        .order_by("id")
        .values_list("id", "person_id", "person__name")[:limit]
    )
    people = [row[1] for row in rows]
    employers = _employers(people)
    return [
        Earner(attendance, person, name, *employers.get(person, ("", None, None)))
        for attendance, person, name in rows
    ]


def _employers(person_ids: Sequence[int]) -> dict[int, tuple[str, int | None, int | None]]:
    found = Person.objects.filter(
        pk__in=person_ids, employments__ended_at__isnull=True, employments__isnull=False
    ).values_list(
        "pk", "employments__agency_id", "employments__unit_id",
        "employments__agency__name", "employments__unit__name",
    )  # fmt: skip
    return {
        person: (f"{unit}, {agency}" if unit else agency, agency_id, unit_id)
        for person, agency_id, unit_id, agency, unit in found
    }


def present_people(session: LiveSession) -> Iterator[int]:
    """Everyone who got hours and a certificate, a stream of person ids."""
    return (
        Attendance.objects.filter(session=session, verdict=Verdict.PRESENT)
        .order_by("id")
        .values_list("person_id", flat=True)
        .iterator(chunk_size=CHUNK)
    )


def attendance_counts(session: LiveSession) -> dict[Verdict, int]:
    """How the closed session came out, by verdict."""
    rows = (
        Attendance.objects.filter(session=session)
        .values_list("verdict")
        .annotate(people=Count("id"))
        .order_by()
    )
    return {Verdict(verdict): people for verdict, people in rows}


def sessions_readable_by(person: Person) -> QuerySet[LiveSession]:
    """Sessions of every agency whose records this person may read."""
    return LiveSession.objects.filter(
        agency__in=agencies_where(person, Permission.READ_RECORDS)
    ).select_related("programme", "agency")


@dataclass(frozen=True, slots=True)
class Tab:
    """One verdict with its people, as a tab of the preview."""

    verdict: Verdict
    people: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the preview shows: the conclusion, the tabs, one page of people."""

    preview: Preview
    tabs: list[Tab]
    chosen: Verdict
    people: list[PersonVerdict]
    more: int | None


def preview_page(session: LiveSession, chosen: Verdict, after: str) -> PreviewPage:
    """The preview with one page of people of the chosen verdict."""
    counted = preview(session)
    people, more = preview_people(session, chosen, int(after) if after.isdigit() else 0)
    tabs = [
        Tab(verdict, counted.counts.get(verdict, 0), verdict == chosen)
        for verdict in Verdict
        if counted.counts.get(verdict) or verdict in {Verdict.PRESENT, chosen}
    ]
    return PreviewPage(counted, tabs, chosen, people, more)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closing as the page shows it."""

    closing: Closing
    counts: list[tuple[Verdict, int]]
    is_under_way: bool
    can_be_taken_back: bool
    may_correct: bool

    @property
    def percent(self) -> int:
        """How far the hours and certificates are."""
        return 100 * self.closing.done // max(1, self.closing.total)


def outcome(session: LiveSession, reader: Person, at: datetime) -> Outcome | None:
    """How the session's closing stands; nothing if it was not closed."""
    closing = closing_of(session)
    if closing is None:
        return None
    may_close = agency_rules.may(reader, Permission.CLOSE_LIVE_SESSIONS, session.agency_id)
    is_done = closing.state == ClosingState.HELD
    return Outcome(
        closing=closing,
        counts=sorted(attendance_counts(session).items(), key=lambda pair: -pair[1]),
        is_under_way=not is_done,
        can_be_taken_back=may_close and closing.can_be_taken_back(at),
        may_correct=may_close and is_done,
    )


def corrections_of(session: LiveSession) -> QuerySet[Correction]:
    """Every late correction, newest first."""
    return Correction.objects.filter(session=session).select_related("person", "made_by")


def person_told(who: str) -> Person:
    """The person with this e-mail address or employee number; a name is never enough."""
    digits = "".join(letter for letter in who if letter.isdigit())
    wanted = Q(addresses__email__iexact=who.strip()) if "@" in who else Q(employee_no=digits)
    person = Person.objects.filter(wanted).first()
    if person is None:
        raise NotFound(
            _("Nobody here has this e-mail address or employee number. Check it and try again.")
        )
    return person


def certificate_of(session: LiveSession, person: Person) -> Certificate | None:
    """The valid certificate this person has from the session, corrected ones included."""
    occasion = Q(batch__source=SOURCE, batch__source_id=session.pk)
    corrected = Q(batch__origin__source=SOURCE, batch__origin__source_id=session.pk)
    return Certificate.objects.filter(
        occasion | corrected, person=person, state=CertificateState.VALID
    ).first()
