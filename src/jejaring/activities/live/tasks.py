"""Background work of live sessions: ids in, one action at a time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jejaring.activities.live.actions import closing as actions
from jejaring.activities.live.actions import imports, reminders
from jejaring.activities.live.models import Closing, FileImport, LiveSession
from jejaring.activities.live.queries import closing as queries
from jejaring.activities.live.queries.imports import reading as imports_reading
from jejaring.activities.live.queries.imports import report as imports_queries
from jejaring.activities.live.states import ImportState
from jejaring.ground.kernel import later
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people.models import Person

QUIET = timedelta(seconds=30)
"""A closing that has not moved for this long was cut off; steps take a second or two."""


@task()
def carry_on_closing(closing_id: int) -> None:
    """Step by step until the closing is done. Safe to run again, and twice at once."""
    closing = Closing(pk=closing_id)
    while actions.advance(closing=closing, at=timezone.now()):
        pass


def resume_closings() -> int:
    """Queue every closing that was cut off; how many. Called when a worker starts."""
    stuck = list(queries.unfinished_closings(timezone.now() - QUIET))
    for closing in stuck:
        later.queue(carry_on_closing, closing_id=closing.pk)
    return len(stuck)


def remind() -> int:
    """Remind the registered of tomorrow's sessions; how many. Called by the worker's clock."""
    return reminders.remind_due(at=timezone.now())


@transaction.atomic
def close(*, session: LiveSession, by: Person, at: datetime) -> Closing:
    """Close a session and queue the work that follows, both or neither."""
    closing = actions.close(session=session, by=by, at=at)
    later.queue(carry_on_closing, closing_id=closing.pk)
    return closing


QUIET_IMPORT = timedelta(minutes=2)
"""An import that has not moved for this long was cut off; a hundred thousand rows take seconds."""
AT_ONCE = 5_000
"""Rows that are checked or applied while the officer waits."""


@task()
def carry_on_import(import_id: int) -> None:
    """Check or apply an import, whichever was queued. Safe to run again, and twice at once."""
    file_import = imports_queries.import_by_id(import_id)
    try:
        if file_import.state == ImportState.CHECKING:
            imports.run_check(file_import=file_import, at=timezone.now())
        elif file_import.state == ImportState.APPLYING and file_import.applied_by:
            imports.apply(file_import=file_import, by=file_import.applied_by, at=timezone.now())
    except Refusal as refusal:
        imports.stop(file_import=file_import, failure=refusal.sentence, at=timezone.now())


def resume_imports() -> int:
    """Queue every import that was cut off; how many. Called when a worker starts."""
    stuck = list(imports_queries.unfinished(timezone.now() - QUIET_IMPORT))
    for file_import in stuck:
        later.queue(carry_on_import, import_id=file_import.pk)
    return len(stuck)


def take_in(
    *, session: LiveSession, content: bytes, name: str, kind: str, by: Person, at: datetime
) -> FileImport:
    """Keep a file, and check it straight away when it needs no columns mapped."""
    file_import = imports.upload(
        session=session, content=content, name=name, kind=kind, by=by, at=at
    )
    if imports_reading.asks_an_officer(file_import):
        return file_import
    return check_import(file_import=file_import, by=by, at=at)


def map_columns(
    *, file_import: FileImport, columns: dict[int, str], order: str, by: Person, at: datetime
) -> FileImport:
    """Confirm what is read from which heading, then check."""
    imports.choose_columns(file_import=file_import, columns=columns, date_order=order, by=by, at=at)
    return check_import(file_import=file_import, by=by, at=at)


def check_import(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """The dry run: at once, or in the background for long files."""
    with transaction.atomic():
        file_import = imports.queue_check(file_import=file_import, by=by, at=at)
        if file_import.rows_total > AT_ONCE:
            later.queue(carry_on_import, import_id=file_import.pk)
            return file_import
    return imports.run_check(file_import=file_import, at=at)


@transaction.atomic
def apply_import(*, file_import: FileImport, by: Person, at: datetime) -> FileImport:
    """One press: at once, or in the background for long files."""
    if file_import.rows_total <= AT_ONCE:
        return imports.apply(file_import=file_import, by=by, at=at)
    file_import = imports.queue_applying(file_import=file_import, by=by, at=at)
    later.queue(carry_on_import, import_id=file_import.pk)
    return file_import
