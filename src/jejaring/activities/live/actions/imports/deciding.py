"""What a person decides where a file leaves doubt; each decision is audited and can be undone."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.imports import standing
from jejaring.activities.live.models import FileImport, ImportRow
from jejaring.activities.live.queries.imports import accounts, report
from jejaring.activities.live.states import ImportState, RowReason, RowVerdict
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people import actions as people
from jejaring.parties.people.models import Person


class NotDecidable(Refusal):
    """The row counts already, or the import is being worked on or was undone."""


class AddressKnown(Refusal):
    """The address belongs to an account; pick that person instead."""


class NothingDecided(Refusal):
    """There is no decision to take back, or it was applied already."""


@transaction.atomic
def pick_person(
    *, row: ImportRow, person: Person, with_twins: bool = False, by: Person, at: datetime
) -> ImportRow:
    """The row means this person."""
    row, rows = _decidable(row, by, with_twins=with_twins)
    if not person.is_active:
        raise NotDecidable(_("This account is closed. Pick another person."))
    rows.update(
        verdict=RowVerdict.MATCHED, person=person, new_email="", new_name="",
        resolved_by=by, resolved_at=at,
    )  # fmt: skip
    return _told(row, rows, "picked", by, at, person=person.pk)


@transaction.atomic
def make_person(
    *, row: ImportRow, email: str, name: str, with_twins: bool = False, by: Person, at: datetime
) -> ImportRow:
    """The row means somebody without an account, who gets one by this address when applied."""
    row, rows = _decidable(row, by, with_twins=with_twins)
    address, proper = people.proper_address(email), people.proper_name(name)
    if accounts.person_with(address) is not None:
        raise AddressKnown(
            _("An account has this e-mail address. Look it up and pick that person instead.")
        )
    rows.update(
        verdict=RowVerdict.NEW_PERSON, person=None, new_email=address, new_name=proper,
        resolved_by=by, resolved_at=at,
    )  # fmt: skip
    return _told(row, rows, "made", by, at)


@transaction.atomic
def leave_out(*, row: ImportRow, with_twins: bool = False, by: Person, at: datetime) -> ImportRow:
    """The row counts nobody."""
    row, rows = _decidable(row, by, with_twins=with_twins)
    rows.update(
        verdict=RowVerdict.IGNORED, person=None, new_email="", new_name="",
        resolved_by=by, resolved_at=at,
    )  # fmt: skip
    return _told(row, rows, "left_out", by, at)


@transaction.atomic
def take_back_decision(*, row: ImportRow, by: Person, at: datetime) -> ImportRow:
    """Back to what the check found. Refused once the decision was applied."""
    row = _locked(row, by)
    if not row.can_be_taken_back:
        raise NothingDecided(
            _("There is no decision to take back here, or it was applied already.")
        )
    rows = ImportRow.objects.filter(pk=row.pk)
    is_matched = row.found_verdict == RowVerdict.MATCHED
    is_new = row.found_verdict == RowVerdict.NEW_PERSON
    rows.update(
        verdict=row.found_verdict,
        person=row.found_person_id if is_matched else None,
        new_email=row.found_email if is_new else "",
        new_name="",
        resolved_by=None,
        resolved_at=None,
    )
    return _told(row, rows, "taken_back", by, at)


@transaction.atomic
def accept_names(*, file_import: FileImport, by: Person, at: datetime) -> int:
    """Every row whose account is certain and only its name differs means that account."""
    standing.permit(by, file_import.session)
    standing.lock_open(file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state not in {ImportState.DRY_RUN, ImportState.APPLIED}:
        raise NotDecidable(_("Decisions are made between the check and the closing."))
    accepted = ImportRow.objects.filter(
        file_import=file_import,
        verdict=RowVerdict.UNRESOLVED,
        reason=RowReason.NAME_DIFFERS,
    ).update(verdict=RowVerdict.MATCHED, person=F("found_person"), resolved_by=by, resolved_at=at)
    if not accepted:
        raise NothingDecided(_("No row waits for this decision."))
    trail.record(
        "live.import_names_accepted", thing=file_import, by=by, at=at,
        agency=file_import.session.agency_id, rows=accepted,
    )  # fmt: skip
    return accepted


def _locked(row: ImportRow, by: Person) -> ImportRow:
    standing.permit(by, row.file_import.session)
    standing.lock_open(row.file_import.session)
    file_import = standing.lock(row.file_import)
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.file_import = file_import
    return row


def _decidable(
    row: ImportRow, by: Person, *, with_twins: bool
) -> tuple[ImportRow, QuerySet[ImportRow]]:
    """The row as it stands now, and all rows that the decision is for."""
    row = _locked(row, by)
    if not row.can_be_decided:
        raise NotDecidable(
            _("This row cannot be decided now: it counts already, or the import was undone.")
        )
    ids = [row.pk]
    if with_twins:
        ids += report.twins(row).values_list("pk", flat=True)
    return row, ImportRow.objects.filter(pk__in=ids)


def _told(
    row: ImportRow, rows: QuerySet[ImportRow], what: str, by: Person, at: datetime, **more: object
) -> ImportRow:
    trail.record(
        "live.import_row_decided", thing=row.file_import, by=by, at=at,
        agency=row.file_import.session.agency_id, row=row.number, rows=rows.count(), what=what,
        **more,
    )  # fmt: skip
    return report.row_of(row.file_import, row.number).get()
