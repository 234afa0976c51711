"""Applying a checked import: people, places and presences in one transaction, or none of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.imports import standing
from jejaring.activities.live.files import zoom
from jejaring.activities.live.files.zoom import Presence
from jejaring.activities.live.models import (
    FileImport,
    ImportRow,
    LiveSession,
    Registration,
    ReportedPresence,
)
from jejaring.activities.live.queries.imports import report
from jejaring.activities.live.states import ImportKind, ImportState, RowVerdict
from jejaring.ground.audit import trail
from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people import actions as people
from jejaring.parties.people import queries as people_queries
from jejaring.parties.people.models import EmailAddress, Person

_PRESENCE = (
    "file_import_id", "session_id", "person_id", "minutes", "has_answered", "has_made_person",
    "has_made_registration",
)  # fmt: skip
_REGISTRATION = ("session_id", "person_id", "registered_at", "wants_reminder", "vouched_reason")


class NotYetChecked(Refusal):
    """The dry run comes first."""


class AlreadyApplied(Refusal):
    """Two officers pressed; the first one counts."""


class NothingToApply(Refusal):
    """Not one row means anybody."""


@transaction.atomic
def queue_applying(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """Mark a large import as being applied; whoever calls lets `apply` follow."""
    session, file_import = _appliable(file_import, by)
    file_import.state, file_import.failure = ImportState.APPLYING, ""
    file_import.applied_by, file_import.beat_at = by, at
    file_import.save(update_fields=["state", "failure", "applied_by", "beat_at"])
    trail.record("live.import_applying", thing=file_import, by=by, at=at, agency=session.agency_id)
    return file_import


@transaction.atomic
def apply(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """Report everyone present whom the file names; accounts and places are made where needed.

    Applied again after further decisions, it brings in those as well.
    """
    session, file_import = _appliable(file_import, by)
    newcomers = _enrol(file_import, by, at)
    minutes = dict(_minutes(file_import, session))
    placed = _give_places(session, minutes, at)
    people_brought = _write_presences(file_import, minutes, newcomers, placed)
    file_import.state, file_import.failure = ImportState.APPLIED, ""
    file_import.applied_by, file_import.applied_at, file_import.beat_at = by, at, at
    file_import.save(update_fields=["state", "failure", "applied_by", "applied_at", "beat_at"])
    trail.record(
        "live.import_applied", thing=file_import, by=by, at=at, agency=session.agency_id,
        session=session.pk, digest=file_import.digest, people=people_brought,
        new_people=len(newcomers), new_places=len(placed),
        rows={verdict.value: n for verdict, n in report.figures(file_import).rows.items()},
    )  # fmt: skip
    return file_import


def _appliable(file_import: FileImport, by: Person) -> tuple[LiveSession, FileImport]:
    standing.permit(by, file_import.session)
    session = standing.lock_open(file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state in {ImportState.MAPPING, ImportState.CHECKING}:
        raise NotYetChecked(_("This file has not been checked yet. Check it first."))
    if file_import.state == ImportState.UNDONE:
        raise NotYetChecked(_("This import was undone. Upload the file again."))
    counted = report.figures(file_import)
    if file_import.state == ImportState.APPLIED and file_import.applied_at:
        decided_at = counted.decided_at
        if decided_at is None or decided_at <= file_import.applied_at:
            raise AlreadyApplied(
                _("%(name)s applied this import on %(when)s; nothing was done twice.")
                % {"name": file_import.applied_by, "when": formats.moment(file_import.applied_at)}
            )
    if not counted.people:
        raise NothingToApply(_("No row of this file means anybody yet. Decide on rows first."))
    return session, file_import


def _enrol(file_import: FileImport, by: Person, at: datetime) -> set[int]:
    """Accounts for new addresses, and their ids; an account made meanwhile is used as it is."""
    rows = ImportRow.objects.filter(
        file_import=file_import, verdict=RowVerdict.NEW_PERSON, person__isnull=True
    )
    names: dict[str, str] = {}
    for email, written, said in rows.order_by("number").values_list(
        "new_email", "new_name", "name"
    ):
        names[email] = names.get(email) or written or said
    known = people_queries.people_by_emails(names)
    found = people.enrol(
        newcomers=[people.Newcomer(email, name) for email, name in names.items()], by=by, at=at
    )
    holders = EmailAddress.objects.filter(email=OuterRef("new_email")).values("person_id")
    rows.update(person_id=Subquery(holders[:1]))
    return {person for email, person in found.items() if email not in known}


def _minutes(file_import: FileImport, session: LiveSession) -> Iterator[tuple[int, int]]:
    """Each person with their minutes in the session: joins and leaves of all rows united."""
    within = (session.starts_at, session.ends_at)
    rows = (
        ImportRow.objects.filter(
            file_import=file_import, verdict__in=report.COUNTED, person__isnull=False
        )
        .order_by("person_id", "number")
        .values_list("person_id", "joined_at", "left_at", "minutes")
    )
    is_answers = file_import.kind == ImportKind.ANSWER_SHEET
    for person, group in groupby(list(rows), key=itemgetter(0)):
        if is_answers:
            yield person, 0
            continue
        presences = [
            Presence(0, "", "", joined_at, left_at, spent, in_waiting_room=False)
            for _person, joined_at, left_at, spent in group
        ]
        yield person, zoom.minutes_of(presences, within=within)


def _give_places(session: LiveSession, person_ids: Iterable[int], at: datetime) -> set[int]:
    """A registration for everyone without one, or who had given theirs back; who got one."""
    held = dict(
        Registration.objects.filter(session=session).values_list("person_id", "cancelled_at")
    )
    missing = [person for person in person_ids if person not in held]
    returned = {person for person in person_ids if held.get(person) is not None}
    bulk.insert(
        Registration, _REGISTRATION, ((session.pk, person, at, False, "") for person in missing)
    )
    Registration.objects.filter(session=session, person_id__in=bulk.among(returned)).update(
        cancelled_at=None
    )
    return returned.union(missing)


def _write_presences(
    file_import: FileImport, minutes: dict[int, int], newcomers: set[int], placed: set[int]
) -> int:
    """Anew for the whole file; what an earlier run made stays marked as made by it."""
    before = ReportedPresence.objects.filter(file_import=file_import)
    newcomers = newcomers.union(_people_of(before.filter(has_made_person=True)))
    placed = placed.union(_people_of(before.filter(has_made_registration=True)))
    before.delete()
    has_answered = file_import.kind == ImportKind.ANSWER_SHEET
    rows = (
        (
            file_import.pk, file_import.session_id, person, spent, has_answered,
            person in newcomers, person in placed,
        )
        for person, spent in minutes.items()
    )  # fmt: skip
    return bulk.insert(ReportedPresence, _PRESENCE, rows)


def _people_of(presences: QuerySet[ReportedPresence]) -> Iterator[int]:
    return presences.values_list("person_id", flat=True).iterator()
