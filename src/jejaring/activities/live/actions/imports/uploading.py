"""Taking a file in: recognised by its content, kept by its digest, its columns confirmed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath, PureWindowsPath

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live.actions.imports import standing
from jejaring.activities.live.files import answers, sheets, texts, vault
from jejaring.activities.live.files.moments import DateOrder
from jejaring.activities.live.files.refusals import DateOrderUnclear, HeadingsNotFound
from jejaring.activities.live.files.sheets import Sheet
from jejaring.activities.live.models import FileImport, ImportRow, LiveSession
from jejaring.activities.live.queries.imports import reading
from jejaring.activities.live.queries.imports import report as queries
from jejaring.activities.live.states import ImportKind, ImportState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people.models import Person

NAME_LIMIT = 200
"""Characters of a file name that are kept."""


class AlreadyImported(Refusal):
    """The very same content stands in this session already."""


@transaction.atomic
def upload(
    *, session: LiveSession, content: bytes, name: str, kind: str, by: Person, at: datetime
) -> FileImport:
    """Keep a file for a session. Nothing is counted yet; what kind it is, its content tells.

    `kind` is what an officer says it is, or empty.
    """
    standing.permit(by, session)
    session = standing.lock_open(session)
    sheet = sheets.read(content)
    file_import = FileImport(
        session=session,
        kind=ImportKind(kind) if kind else _recognised(sheet),
        file_name=_plain_name(name),
        size=len(content),
        uploaded_by=by,
        uploaded_at=at,
    )
    _prepare(file_import, sheet)
    file_import.digest = vault.keep(content)
    _refuse_twice(file_import)
    file_import.save(force_insert=True)
    trail.record(
        "live.import_uploaded", thing=file_import, by=by, at=at, agency=session.agency_id,
        session=session.pk, digest=file_import.digest, kind=file_import.kind,
        file=file_import.file_name,
    )  # fmt: skip
    return file_import


@transaction.atomic
def choose_columns(
    *,
    file_import: FileImport,
    columns: Mapping[int, str],
    date_order: str,
    by: Person,
    at: datetime,
) -> FileImport:
    """What is read from which heading, and how dates are meant; a check made before is void."""
    standing.permit(by, file_import.session)
    standing.lock_open(file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state not in {ImportState.MAPPING, ImportState.DRY_RUN}:
        raise standing.AlreadyUnderWay
    file_import.date_order = DateOrder(date_order) if date_order else ""
    file_import.mapping = {str(place): choice for place, choice in columns.items() if choice}
    reading.said(file_import, reading.opened(file_import))  # refused here if it cannot be read
    ImportRow.objects.filter(file_import=file_import).delete()
    file_import.state, file_import.rows_done = ImportState.MAPPING, 0
    file_import.failure = ""
    file_import.save(update_fields=["date_order", "mapping", "state", "rows_done", "failure"])
    trail.record(
        "live.import_columns_chosen", thing=file_import, by=by, at=at,
        agency=file_import.session.agency_id, columns=file_import.mapping,
        date_order=file_import.date_order,
    )  # fmt: skip
    return file_import


def _recognised(sheet: Sheet) -> ImportKind:
    kind = reading.kind_of(sheet)
    if kind is None:
        raise reading.UnknownKind(
            _(
                "This is neither a Zoom participant report nor an answer sheet with an e-mail"
                " address or an employee number: none of its headings is known. If it is one of"
                " them, choose which."
            )
        )
    return kind


def _prepare(file_import: FileImport, sheet: Sheet) -> None:
    """Count its rows and propose its columns; a report that cannot be read is refused now."""
    if file_import.kind == ImportKind.ZOOM_REPORT:
        try:
            report = reading.report_of(file_import, sheet)
        except DateOrderUnclear:
            file_import.rows_total = sum(1 for _row in sheet.rows())
        else:
            file_import.rows_total = len(report.presences)
            file_import.date_order = report.date_order
        return
    sheet = answers.with_headings(sheet)
    file_import.rows_total = sum(1 for _row in sheet.rows())
    file_import.mapping = reading.proposed_mapping(sheet)
    if not file_import.rows_total:
        raise HeadingsNotFound(_("There are no rows under the headings of this file."))


def _refuse_twice(file_import: FileImport) -> None:
    earlier = queries.same_file(file_import.session, file_import.digest)
    if earlier is not None:
        raise AlreadyImported(
            _(
                "This very file was uploaded by %(name)s on %(when)s. Open that import, or undo"
                " it first."
            )
            % {"name": earlier.uploaded_by, "when": formats.moment(earlier.uploaded_at)}
        )


def _plain_name(name: str) -> str:
    """The last part of a path of any system, in visible characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return texts.clean(last, NAME_LIMIT) or "?"
