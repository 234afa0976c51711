"""Taking an import out again: nothing it reported counts, and what it made is withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.imports import standing
from jejaring.activities.live.files import vault
from jejaring.activities.live.models import FileImport, ImportRow, Registration
from jejaring.activities.live.queries.imports import leavings
from jejaring.activities.live.states import ImportState
from jejaring.ground.audit import trail
from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people import actions as people
from jejaring.parties.people.models import Person


class NotStanding(Refusal):
    """There is nothing to undo, or it is being worked on."""


@transaction.atomic
def undo(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """Nobody is reported present by this file any more; the rows stay to be read.

    Places it gave are taken back unless something else shows that the person was there; accounts
    it made are closed unless anybody used them or something else names them.
    """
    standing.permit(by, file_import.session)
    session = standing.lock_open(file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state != ImportState.APPLIED:
        raise NotStanding(_("Only an applied import can be undone."))
    file_import.state, file_import.undone_by, file_import.undone_at = ImportState.UNDONE, by, at
    file_import.save(update_fields=["state", "undone_by", "undone_at"])
    places = Registration.objects.filter(
        session=session, person_id__in=bulk.among(leavings.places_given(file_import))
    ).update(cancelled_at=at)
    closed = people.withdraw_newcomers(
        person_ids=leavings.accounts_unused(file_import), by=by, at=at
    )
    trail.record(
        "live.import_undone", thing=file_import, by=by, at=at, agency=session.agency_id,
        session=session.pk, digest=file_import.digest, places=places, accounts=closed,
    )  # fmt: skip
    return file_import


@transaction.atomic
def discard(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """Throw a file away that was never applied: its rows, and the file unless another needs it."""
    standing.permit(by, file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state not in {ImportState.MAPPING, ImportState.DRY_RUN}:
        raise NotStanding(_("Only a file that was not applied can be thrown away."))
    ImportRow.objects.filter(file_import=file_import).delete()
    file_import.state, file_import.undone_by, file_import.undone_at = ImportState.UNDONE, by, at
    file_import.save(update_fields=["state", "undone_by", "undone_at"])
    trail.record(
        "live.import_discarded", thing=file_import, by=by, at=at,
        agency=file_import.session.agency_id, digest=file_import.digest,
    )  # fmt: skip
    if not leavings.is_file_needed(file_import):
        transaction.on_commit(lambda: vault.forget(file_import.digest))
    return file_import
