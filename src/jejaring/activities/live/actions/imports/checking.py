"""The dry run: every row judged and written down, in chunks; nothing else is touched.

A run that is killed leaves an import in `CHECKING`, and the next run starts it over. Of two runs
at once, the one that comes second to a chunk stops.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction

from jejaring.activities.live.actions.imports import judging, standing
from jejaring.activities.live.actions.imports.judging import Judged
from jejaring.activities.live.files.problems import ProblemKind
from jejaring.activities.live.models import FileImport, ImportRow
from jejaring.activities.live.queries.imports import accounts, reading
from jejaring.activities.live.states import ImportState, RowVerdict
from jejaring.ground.audit import trail
from jejaring.ground.kernel import bulk
from jejaring.parties.people.models import Person

CHUNK = 5_000
_COLUMNS = (
    "file_import_id", "number", "name", "email", "employee_no", "agency_text", "joined_at",
    "left_at", "minutes", "reason", "reason_value", "problems", "verdict", "person_id",
    "new_email", "new_name", "found_verdict", "found_person_id", "found_email",
)  # fmt: skip


@transaction.atomic
def queue_check(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """Mark an import as being checked; whoever calls lets `run_check` follow."""
    standing.permit(by, file_import.session)
    standing.lock_open(file_import.session)
    file_import = standing.lock(file_import)
    if file_import.state not in {ImportState.MAPPING, ImportState.DRY_RUN}:
        raise standing.AlreadyUnderWay
    file_import.state, file_import.failure = ImportState.CHECKING, ""
    file_import.checked_by, file_import.beat_at = by, at
    file_import.save(update_fields=["state", "failure", "checked_by", "beat_at"])
    trail.record(
        "live.import_check_started", thing=file_import, by=by, at=at,
        agency=file_import.session.agency_id,
    )  # fmt: skip
    return file_import


def run_check(
    *, file_import: FileImport, at: datetime, heard: Callable[[int, int], None] | None = None
) -> FileImport:
    """Judge every row of a file and write the verdicts down. Safe to run again.

    `heard` is told after each chunk how many rows of how many are done.
    """
    started = _start(file_import, at)
    rows = list(reading.said(started, reading.opened(started)))
    known = accounts.known(
        {row.email for row in rows if row.email},
        {row.employee_no for row in rows if row.employee_no},
    )
    judged = judging.judge(rows, known)
    done = 0
    for chunk in batched(judged, CHUNK):
        if not _write(started, done, chunk, at):
            return FileImport.objects.get(pk=started.pk)
        done += len(chunk)
        if heard:
            heard(done, len(judged))
    return _finish(started, done, at)


@transaction.atomic
def stop(*, file_import: FileImport, failure: str, at: datetime) -> FileImport:
    """Work in the background was refused: say why, and let the officer go on from before it."""
    file_import = standing.lock(file_import)
    before = {
        ImportState.CHECKING: ImportState.MAPPING,
        ImportState.APPLYING: ImportState.DRY_RUN,
    }.get(ImportState(file_import.state))
    if before is None:
        return file_import
    file_import.state, file_import.failure, file_import.beat_at = before, failure[:300], at
    file_import.save(update_fields=["state", "failure", "beat_at"])
    trail.record(
        "live.import_stopped", thing=file_import, by=None, at=at,
        agency=file_import.session.agency_id, why=failure,
    )  # fmt: skip
    return file_import


@transaction.atomic
def _start(file_import: FileImport, at: datetime) -> FileImport:
    file_import = standing.lock(file_import)
    if file_import.state != ImportState.CHECKING:
        raise standing.AlreadyUnderWay
    ImportRow.objects.filter(file_import=file_import).delete()
    file_import.rows_done, file_import.beat_at = 0, at
    file_import.save(update_fields=["rows_done", "beat_at"])
    return file_import


@transaction.atomic
def _write(file_import: FileImport, done: int, chunk: Sequence[Judged], at: datetime) -> bool:
    """One chunk, unless another run has come between; whether it was written."""
    current = standing.lock(file_import)
    if current.state != ImportState.CHECKING or current.rows_done != done:
        return False
    bulk.insert(ImportRow, _COLUMNS, _values(current, chunk))
    current.rows_done, current.beat_at = done + len(chunk), at
    current.save(update_fields=["rows_done", "beat_at"])
    return True


@transaction.atomic
def _finish(file_import: FileImport, done: int, at: datetime) -> FileImport:
    current = standing.lock(file_import)
    if current.state != ImportState.CHECKING or current.rows_done != done:
        return current
    current.state, current.checked_at, current.rows_total = ImportState.DRY_RUN, at, done
    current.save(update_fields=["state", "checked_at", "rows_total"])
    trail.record(
        "live.import_checked", thing=current, by=current.checked_by, at=at,
        agency=current.session.agency_id, rows=done,
    )  # fmt: skip
    return current


def _values(file_import: FileImport, chunk: Sequence[Judged]) -> Iterator[tuple[Any, ...]]:
    for one in chunk:
        said = one.said
        told = {one.reason, ProblemKind.NO_IDENTITY}
        others = [pair for pair in said.problems if pair[0] not in told]
        counted = one.person if one.verdict == RowVerdict.MATCHED else None
        email = one.email if one.verdict == RowVerdict.NEW_PERSON else ""
        yield (
            file_import.pk, said.number, said.name, said.email, said.employee_no, said.agency,
            said.joined_at, said.left_at, said.minutes, str(one.reason), one.value[:200],
            json.dumps(others), str(one.verdict), counted, email, "",
            str(one.verdict), one.person, one.email,
        )  # fmt: skip
